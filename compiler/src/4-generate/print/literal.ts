import { Arrow, Calls, Code } from "./code";

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
  const flat = printFlat(value);
  // One character is kept for the comma or semicolon that follows.
  if (column + flat.length < lineWidth && !mustBreak(value)) return flat;
  const inner = indent + 2;
  if (isList(value)) {
    return block(
      "[",
      value.map((item) => printLiteral(item, inner)),
      "]",
      indent,
    );
  }
  if (value instanceof Calls) return printCalls(value, indent, column);
  if (value instanceof Arrow) return `() =>\n${" ".repeat(inner)}${printLiteral(value.body, inner)}`;
  if (isRecord(value)) {
    const entries = entriesOf(value).map(([name, entry]) => {
      const key = `${printKey(name)}: `;
      return isShorthand(name, entry) ? name : key + printLiteral(entry, inner, inner + key.length);
    });
    return entries.length === 0 ? flat : block("{", entries, "}", indent);
  }
  return flat;
}

function printCalls({ root, calls }: Calls, indent: number, column: number): string {
  const [first] = calls;
  if (calls.length > 1 || !first) {
    const lines = calls.map(
      (call) => `\n${" ".repeat(indent + 2)}.${printCall(call, indent + 2, indent + 3)}`,
    );
    return root + lines.join("");
  }
  const prefix = root === "" ? "" : `${root}.`;
  return prefix + printCall(first, indent, column + prefix.length);
}

/** A single object or list keeps its brackets beside the parentheses; several arguments stand one a line. */
function printCall({ name, args }: Calls["calls"][number], indent: number, column: number): string {
  const flat = flatCall({ name, args });
  const [only] = args;
  if (column + flat.length < lineWidth && !args.some(mustBreak)) return flat;
  if (args.length === 1 && (isList(only) || isRecord(only))) {
    return `${name}(${printLiteral(only, indent, column + name.length + 1)})`;
  }
  return block(
    `${name}(`,
    args.map((arg) => printLiteral(arg, indent + 2)),
    ")",
    indent,
  );
}

function block(open: string, lines: string[], close: string, indent: number): string {
  const start = " ".repeat(indent + 2);
  return `${open}\n${lines.map((line) => `${start}${line},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function printFlat(value: Literal): string {
  if (typeof value === "string") return printString(value);
  if (value instanceof Code) return value.text;
  if (value instanceof Calls) {
    return [...(value.root === "" ? [] : [value.root]), ...value.calls.map(flatCall)].join(".");
  }
  if (value instanceof Arrow) return `() => ${printFlat(value.body)}`;
  if (isList(value)) return `[${value.map(printFlat).join(", ")}]`;
  if (isRecord(value)) {
    const entries = entriesOf(value).map(([key, entry]) =>
      isShorthand(key, entry) ? key : `${printKey(key)}: ${printFlat(entry)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return String(value);
}

const flatCall = ({ name, args }: Calls["calls"][number]): string =>
  `${name}(${args.map(printFlat).join(", ")})`;

/** Formatters always break lists of several objects with several keys, and long chains with rich arguments. */
function mustBreak(value: Literal): boolean {
  if (value instanceof Calls) {
    const args = value.calls.flatMap((call) => call.args);
    return (value.calls.length > 2 && !args.every(isSimple)) || args.some(mustBreak);
  }
  if (value instanceof Arrow) return mustBreak(value.body);
  if (isList(value)) {
    const wide = (item: Literal) => isRecord(item) && entriesOf(item).length > 1;
    return (value.length > 1 && value.every(wide)) || value.some(mustBreak);
  }
  return isRecord(value) && entriesOf(value).some(([, entry]) => mustBreak(entry));
}

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
  const doubles = text.split('"').length;
  if (doubles <= text.split("'").length) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
