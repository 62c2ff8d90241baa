import type { ColumnInput, OnDelete } from "./fields";
import { stringArray, stringLiteral } from "./literal";
import { snakeCase } from "./names";

/** What a foreign key points at. */
export interface ReferenceTarget {
  /** Export name of the table. */
  table: string;
  /** Column key of its primary key. */
  primaryKey: string;
  /** The table being scaffolded: TypeScript needs the arrow's type spelt out. */
  self: boolean;
}

/** The Drizzle builder a column type is made with. */
export function builderOf({ type }: ColumnInput): "text" | "integer" | "real" {
  if (type === "integer" || type === "boolean" || type === "timestamp") return "integer";
  return type === "real" ? "real" : "text";
}

/** The source of one column, `name: text("name").notNull(),`, formatted at an indent of two. */
export function columnText(
  column: ColumnInput,
  target: ReferenceTarget | undefined,
  quote: '"' | "'" = '"',
): string {
  const text = (value: string) => stringLiteral(value, quote);
  const calls = [`${builderOf(column)}(${text(snakeCase(column.name))}${options(column, quote)})`];
  if (column.required) calls.push(".notNull()");
  const preset = presetOf(column);
  if (preset !== undefined)
    calls.push(`.default(${typeof preset === "string" ? text(preset) : String(preset)})`);
  if (target) calls.push(referencesCall(target, onDeleteOf(column), text));
  return layOut(column.name, calls);
}

/** A required flag starts as false and a state as its first value, so a body may leave them out. */
function presetOf({ default: preset, required, type, unique, enum: values }: ColumnInput) {
  if (preset !== undefined || !required) return preset;
  if (type === "boolean") return false;
  return type === "enum" && !unique ? (values?.[0] ?? "") : undefined;
}

function options({ type, enum: values = [] }: ColumnInput, quote: '"' | "'"): string {
  if (type === "boolean" || type === "timestamp" || type === "json")
    return `, { mode: ${stringLiteral(type, quote)} }`;
  return type === "enum" ? `, { enum: ${stringArray(values, quote)} }` : "";
}

function referencesCall(
  { table, primaryKey, self }: ReferenceTarget,
  onDelete: OnDelete,
  text: (value: string) => string,
): string {
  const type = self ? ": AnySQLiteColumn" : "";
  const options = onDelete === "no action" ? "" : `, { onDelete: ${text(onDelete)} }`;
  return `.references(()${type} => ${table}.${primaryKey}${options})`;
}

/** A hard delete takes no other row along unless that was asked for. */
function onDeleteOf({ onDelete, required }: ColumnInput): OnDelete {
  return onDelete ?? (required ? "no action" : "set null");
}

/** Breaks a column as the formatter does: when long, or when three calls meet a function or a list. */
function layOut(name: string, calls: string[]): string {
  const line = `  ${name}: ${calls.join("")},`;
  const complex = calls.some((call) => call.includes("=>") || call.includes("["));
  if (line.length <= 110 && !(calls.length > 2 && complex)) return line;
  const [first = "", ...rest] = calls;
  const [, head, list] = /^(.*), \{ (enum: .*) \}\)$/.exec(first) ?? [];
  if (head && list && (calls.length <= 2 || `  ${name}: ${first}`.length > 110)) {
    const opening = [`  ${name}: ${head}, {`, `    ${list},`];
    if (calls.length <= 2) return [...opening, `  })${rest.join("")},`].join("\n");
    return [...opening, "  })", ...rest.map((call) => `    ${call}`)].join("\n").concat(",");
  }
  return [`  ${name}: ${first}`, ...rest.map((call) => `    ${call}`)].join("\n").concat(",");
}
