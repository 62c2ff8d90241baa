import { alterColumn, COLUMN_PARTS, removeCall } from "./alter-column";
import { AuthorError } from "./author-error";
import type { ChangePath } from "./change-path";
import { dropColumn } from "./drop-column";
import { findProperty } from "./insert-property";
import type { Json } from "./json-value";
import { renameColumn } from "./rename-column";
import { keepRenameHint, takeHint } from "./rename-hint";
import { appendValues, removePath } from "./set-value";
import { chainOf, columnOptions } from "./settings-source";
import { rewrite, type TableChange } from "./table-change";
import { columnsOf } from "./table-source";
import { sqlNameOf } from "./table-uses";

type ColumnPath = Extract<ChangePath, { of: "column" }>;

/**
 * Sets a part of a column: its name, which moves along everywhere it is written, its values, whether it is
 * required, its default, or what a hard delete does.
 * @throws AuthorError for another part, or one that is computed
 */
export function changeColumn(change: TableChange, { column, parts, append }: ColumnPath, value: Json): void {
  const { files, table, migrated } = change;
  const [name = ""] = parts;
  const part = COLUMN_PARTS.find((known) => known === name);
  if (name === "name" && !append) {
    if (typeof value !== "string")
      throw new AuthorError("set", `set["columns.${column}.name"]: give a name.`);
    const renamed = renameColumn(files, table, column, value);
    if (!renamed) return;
    keepRenameHint(files, table, renamed, migrated);
    change.gone.push(column);
  } else if (part === "enum" && append) {
    rewrite(change, table.path, (text) =>
      appendValues(text, columnOptions(table, column), ["enum"], [value].flat()),
    );
  } else if (part && !append) {
    rewrite(change, table.path, (text) => alterColumn(text, table, column, part, value));
  } else throw unknownPart("set", `columns.${column}.${name}${append ? "+" : ""}`);
}

/** Takes away a column, its default, that it is required, or one of its values. */
export function removeFromColumn(change: TableChange, { column, parts }: ColumnPath): void {
  const { table } = change;
  const [part, value] = parts;
  if (part === undefined) drop(change, column);
  else if (part === "enum" && value !== undefined)
    rewrite(change, table.path, (text) => removePath(text, columnOptions(table, column), ["enum", value]));
  else if (part === "default" || part === "required")
    rewrite(change, table.path, (text) =>
      removeCall(text, table, column, part === "default" ? "default" : "notNull"),
    );
  else throw unknownPart("remove", `columns.${column}.${part}`);
}

function drop(change: TableChange, column: string): void {
  const { files, table } = change;
  const text = files.get(table.path) ?? "";
  if (!findProperty(columnsOf(table, text).columns, column)) return;
  const [name] = chainOf(table, text, column).builder.arguments;
  rewrite(change, table.path, () => dropColumn(text, table, column));
  takeHint(files, table, sqlNameOf(name, column));
  change.gone.push(column);
}

function unknownPart(field: string, path: string): AuthorError {
  return new AuthorError(
    field,
    `${field}: ${JSON.stringify(path)} cannot be changed here: set a column's name, enum, enum+, required, default or onDelete; remove the column, its default, or columns.<name>.enum.<value>; change the rest in the file.`,
  );
}
