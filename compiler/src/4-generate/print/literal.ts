import { Arrow, Calls, Code, type MethodCall } from "./code";

/** What can be printed: JSON values and code. A key whose value is `undefined` is left out. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | Code
  | Calls
  | Arrow
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/** Longest line of generated code. */
export const lineWidth = 110;

/**
 * Prints a value as TypeScript the way Biome lays it out: on one line where it fits, otherwise one
 * entry a line; keys quoted only where they must be.
 * @param indent of the line the value starts on
 * @param column characters before the value on its line, the indentation included
 */
export function printLiteral(value: Literal, indent = 0, column = indent): string {
  return new Printer().print(value, indent, column);
}

interface Flat {
  /** The value on one line. */
  text: string;
  /** Formatters break it even where it would fit. */
  breaks: boolean;
}

class Printer {
  /** Each part is flattened once, however deep it stands. */
  readonly #flat = new Map<Literal, Flat>();

  print(value: Literal, indent: number, column = indent): string {
    const { text, breaks } = this.#flatten(value);
    // One character is kept for the comma or semicolon that follows.
    if (!breaks && column + text.length < lineWidth) return text;
    const inner = indent + 2;
    if (isList(value)) {
      return block(
        "[",
        value.map((item) => this.print(item, inner)),
        "]",
        indent,
      );
    }
    if (value instanceof Calls) return this.#calls(value, indent, column);
    if (value instanceof Arrow) return `() =>\n${" ".repeat(inner)}${this.print(value.body, inner)}`;
    if (!isRecord(value)) return text;
    const entries = entriesOf(value).map(([name, entry]) => {
      const key = `${printKey(name)}: `;
      if (isShorthand(name, entry)) return name;
      return key + this.print(entry, inner, inner + key.length);
    });
    return entries.length === 0 ? text : block("{", entries, "}", indent);
  }

  #calls({ root, calls }: Calls, indent: number, column: number): string {
    const [first] = calls;
    if (calls.length > 1 || !first) {
      const start = `\n${" ".repeat(indent + 2)}.`;
      return root + calls.map((call) => start + this.#call(call, indent + 2, indent + 3)).join("");
    }
    const prefix = root === "" ? "" : `${root}.`;
    return prefix + this.#call(first, indent, column + prefix.length);
  }

  /** A single object or list keeps its brackets beside the parentheses; several arguments stand one a line. */
  #call(call: MethodCall, indent: number, column: number): string {
    const { name, args } = call;
    const { text, breaks } = this.#flattenCall(call);
    const [only] = args;
    if (!breaks && column + text.length < lineWidth) return text;
    if (args.length === 1 && (isList(only) || isRecord(only))) {
      return `${name}(${this.print(only, indent, column + name.length + 1)})`;
    }
    return block(
      `${name}(`,
      args.map((arg) => this.print(arg, indent + 2)),
      ")",
      indent,
    );
  }

  #flatten(value: Literal): Flat {
    if (typeof value === "string") return { text: printString(value), breaks: false };
    if (typeof value !== "object" || value === null) return { text: String(value), breaks: false };
    const known = this.#flat.get(value);
    if (known) return known;
    const flat = this.#flattenObject(value);
    this.#flat.set(value, flat);
    return flat;
  }

  #flattenObject(value: Literal & object): Flat {
    if (value instanceof Code) return { text: value.text, breaks: false };
    if (value instanceof Arrow) {
      const { text, breaks } = this.#flatten(value.body);
      return { text: `() => ${text}`, breaks };
    }
    if (value instanceof Calls) {
      const calls = value.calls.map((call) => this.#flattenCall(call));
      const texts = calls.map(({ text }) => text);
      const rich = calls.length > 2 && !isSimple(value);
      return {
        text: (value.root === "" ? texts : [value.root, ...texts]).join("."),
        breaks: rich || calls.some(({ breaks }) => breaks),
      };
    }
    if (isList(value)) {
      const items = value.map((item) => this.#flatten(item));
      return { text: `[${texts(items)}]`, breaks: isWideList(value) || items.some(({ breaks }) => breaks) };
    }
    const entries = entriesOf(value).map(([key, entry]) => {
      const { text, breaks } = this.#flatten(entry);
      return { text: isShorthand(key, entry) ? key : `${printKey(key)}: ${text}`, breaks };
    });
    return {
      text: entries.length === 0 ? "{}" : `{ ${texts(entries)} }`,
      breaks: entries.some(({ breaks }) => breaks),
    };
  }

  #flattenCall({ name, args }: MethodCall): Flat {
    const flat = args.map((arg) => this.#flatten(arg));
    return { text: `${name}(${texts(flat)})`, breaks: flat.some(({ breaks }) => breaks) };
  }
}

const texts = (parts: Flat[]): string => parts.map(({ text }) => text).join(", ");

function block(open: string, lines: string[], close: string, indent: number): string {
  const start = " ".repeat(indent + 2);
  return `${open}\n${lines.map((line) => `${start}${line},\n`).join("")}${" ".repeat(indent)}${close}`;
}

/** Formatters always break a list of several objects with several keys. */
const isWideList = (list: readonly Literal[]): boolean =>
  list.length > 1 && list.every((item) => isRecord(item) && entriesOf(item).length > 1);

/** Formatters keep a chain of more than two calls on one line only where every argument is simple. */
function isSimple(value: Literal): boolean {
  if (value instanceof Code) return value.simple;
  if (value instanceof Calls) return value.calls.every(({ args }) => args.every(isSimple));
  if (isList(value)) return value.every(isSimple);
  if (isRecord(value)) return entriesOf(value).every(([, entry]) => isSimple(entry));
  return !(value instanceof Arrow);
}

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

const isRecord = (value: Literal): value is { readonly [key: string]: Literal } =>
  typeof value === "object" &&
  value !== null &&
  !isList(value) &&
  !(value instanceof Code || value instanceof Calls || value instanceof Arrow);

const entriesOf = (value: { readonly [key: string]: Literal }) =>
  Object.entries(value).filter(([, entry]) => entry !== undefined);

/** `{ table }` says the same as `{ table: table }`. */
const isShorthand = (key: string, entry: Literal): boolean => entry instanceof Code && entry.text === key;

/** A property name: bare where it is an identifier; computed for the one name that would set the prototype. */
function printKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printString(name);
}

/** A string literal, in the quotes that need fewer escapes. */
export function printString(text: string): string {
  const json = JSON.stringify(text);
  if (!text.includes('"')) return json;
  const doubles = text.split('"').length;
  if (doubles <= text.split("'").length) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
