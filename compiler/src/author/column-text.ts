import type { ColumnInput } from "./fields";
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
export function columnText(column: ColumnInput, target: ReferenceTarget | undefined): string {
  const calls = [`${builderOf(column)}(${stringLiteral(snakeCase(column.name))}${options(column)})`];
  if (column.required) calls.push(".notNull()");
  // A required flag starts as false and a state as its first value, so a body may leave them out.
  if (column.required && column.type === "boolean") calls.push(".default(false)");
  if (column.required && column.type === "enum" && !column.unique)
    calls.push(`.default(${stringLiteral(column.enum?.[0] ?? "")})`);
  if (target) calls.push(referencesCall(target, column.required === true));
  return layOut(column.name, calls);
}

function options({ type, enum: values = [] }: ColumnInput): string {
  if (type === "boolean") return ', { mode: "boolean" }';
  if (type === "timestamp") return ', { mode: "timestamp" }';
  if (type === "json") return ', { mode: "json" }';
  return type === "enum" ? `, { enum: ${stringArray(values)} }` : "";
}

function referencesCall({ table, primaryKey, self }: ReferenceTarget, required: boolean): string {
  const type = self ? ": AnySQLiteColumn" : "";
  return `.references(()${type} => ${table}.${primaryKey}, { onDelete: "${required ? "cascade" : "set null"}" })`;
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
