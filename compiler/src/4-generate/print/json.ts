import { lineWidth } from "./literal";

/** Prints JSON as generated files hold it: keys in the order given, two spaces, a newline at the end. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Prints a large document: as {@link printJson}, with what fits on a line on one line. */
export function printDocument(value: unknown): string {
  return `${new DocumentPrinter().print(value, 0, 0)}\n`;
}

class DocumentPrinter {
  /** Documents say the same few words over and over. */
  readonly #strings = new Map<string, string>();

  print(value: unknown, indent: number, column: number): string {
    const flat = this.#flat(value, lineWidth - column - 1);
    if (flat !== undefined) return flat;
    const inner = indent + 2;
    const start = `\n${" ".repeat(inner)}`;
    const end = `\n${" ".repeat(indent)}`;
    if (Array.isArray(value)) {
      return `[${value.map((item) => start + this.print(item, inner, inner)).join(",")}${end}]`;
    }
    if (!isObject(value)) return this.#scalar(value);
    const entries = Object.entries(value).map(([name, entry]) => {
      const key = `${this.#scalar(name)}: `;
      return start + key + this.print(entry, inner, inner + key.length);
    });
    return `{${entries.join(",")}${end}}`;
  }

  /** The value on one line; `undefined` as soon as it is longer than `room`. */
  #flat(value: unknown, room: number): string | undefined {
    if (room < 0) return undefined;
    if (Array.isArray(value)) return this.#flatList(value, room - 2);
    if (isObject(value)) return this.#flatObject(value, room - 4);
    const text = this.#scalar(value);
    return text.length <= room ? text : undefined;
  }

  #flatObject(value: object, room: number): string | undefined {
    let text = "";
    for (const [name, entry] of Object.entries(value)) {
      const key = `${text === "" ? "" : ", "}${this.#scalar(name)}: `;
      const flat = this.#flat(entry, room - text.length - key.length);
      if (flat === undefined) return undefined;
      text += key + flat;
    }
    return text === "" ? "{}" : `{ ${text} }`;
  }

  #flatList(items: unknown[], room: number): string | undefined {
    let text = "";
    for (const item of items) {
      const separator = text === "" ? "" : ", ";
      const flat = this.#flat(item, room - text.length - separator.length);
      if (flat === undefined) return undefined;
      text += separator + flat;
    }
    return `[${text}]`;
  }

  #scalar(value: unknown): string {
    if (typeof value !== "string") return JSON.stringify(value);
    const known = this.#strings.get(value);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    this.#strings.set(value, text);
    return text;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
