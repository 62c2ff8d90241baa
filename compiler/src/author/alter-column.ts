import { AuthorError } from "./author-error";
import { checkFields } from "./check-fields";
import { styleOf } from "./code-style";
import { ON_DELETE } from "./fields";
import { type Json, literalValue, valueLines } from "./json-value";
import { refuseByHand } from "./not-editable";
import type { DeclaredTable } from "./parsed-source";
import { setValue } from "./set-value";
import { chainOf, columnOptions } from "./settings-source";
import { columnsOf } from "./table-source";

/** What of an existing column can be set, besides its name. */
export const COLUMN_PARTS = ["enum", "required", "default", "onDelete"] as const;

export type ColumnPart = (typeof COLUMN_PARTS)[number];

/**
 * The text of a table's file with one part of a column changed: its values, whether it is required, or
 * its default.
 * @throws AuthorError for a value that the part cannot have, or where the column is computed
 */
export function alterColumn(
  text: string,
  table: DeclaredTable,
  column: string,
  part: ColumnPart,
  value: Json,
): string {
  const at = `set["columns.${column}.${part}"]`;
  if (part === "enum") return setEnum(text, table, column, value, at);
  if (part === "onDelete") return setOnDelete(text, table, column, value, at);
  if (part === "required") {
    if (typeof value !== "boolean") throw new AuthorError("set", `${at}: give true or false.`);
    return value ? setCall(text, table, column, "notNull", "") : removeCall(text, table, column, "notNull");
  }
  if (value === null || typeof value === "object")
    throw new AuthorError("set", `${at}: give a text, number or boolean; write an expression in the file.`);
  const { source } = columnsOf(table, text);
  return setCall(text, table, column, "default", valueLines(value, styleOf(source).quote, 0).join(""), value);
}

function setEnum(text: string, table: DeclaredTable, column: string, value: Json, at: string): string {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === "string"))
    throw new AuthorError("set", `${at}: give the list of values.`);
  checkFields("set", [{ name: column, type: "enum", enum: value }]);
  const { source } = columnsOf(table, text);
  const { builder } = chainOf(table, text, column);
  const [name, options] = builder.arguments;
  if (!name || builder.callee.type !== "Identifier" || builder.callee.name !== "text")
    throw refuseByHand(source, builder.start, `the column ${column} is no text`);
  if (options) return setValue(text, columnOptions(table, column), ["enum"], value);
  const written = valueLines({ enum: value }, styleOf(source).quote, 0).join("");
  return `${text.slice(0, name.end)}, ${written}${text.slice(name.end)}`;
}

function setOnDelete(text: string, table: DeclaredTable, column: string, value: Json, at: string): string {
  const action = ON_DELETE.find((known) => known === value);
  if (!action) throw new AuthorError("set", `${at}: give one of ${ON_DELETE.join(", ")}.`);
  const { source } = columnsOf(table, text);
  const { calls } = chainOf(table, text, column);
  const [target, options] = calls.find(({ name }) => name === "references")?.call.arguments ?? [];
  if (!target) throw new AuthorError("set", `${at}: the column references no table.`);
  if (action === "set null" && calls.some(({ name }) => name === "notNull"))
    throw new AuthorError("set", `${at}: a required column cannot be emptied.`);
  if (options?.type === "ObjectExpression")
    return setValue(text, () => ({ source, settings: options }), ["onDelete"], action);
  if (options) throw refuseByHand(source, options.start, "the key's options are computed");
  const written = valueLines({ onDelete: action }, styleOf(source).quote, 0).join("");
  return `${text.slice(0, target.end)}, ${written}${text.slice(target.end)}`;
}

/** The text without a call of a column's chain; unchanged where there is none. */
export function removeCall(text: string, table: DeclaredTable, column: string, name: string): string {
  const found = chainOf(table, text, column).calls.find((call) => call.name === name);
  return found ? text.slice(0, found.start) + text.slice(found.call.end) : text;
}

/** With a call in the chain: before a reference, which is written last. */
function setCall(
  text: string,
  table: DeclaredTable,
  column: string,
  name: string,
  argument: string,
  value?: Json,
): string {
  const { source } = columnsOf(table, text);
  const { builder, calls } = chainOf(table, text, column);
  const present = calls.find((call) => call.name === name);
  if (present) {
    const [old] = present.call.arguments;
    if (!old || old.type === "SpreadElement" || literalValue(old) === value) return text;
    if (literalValue(old) === undefined) throw refuseByHand(source, old.start, "the default is computed");
    return text.slice(0, old.start) + argument + text.slice(old.end);
  }
  const first = name === "notNull" ? undefined : calls.find((call) => call.name === "notNull");
  const place = first?.call.end ?? builder.end;
  return `${text.slice(0, place)}.${name}(${argument})${text.slice(place)}`;
}
