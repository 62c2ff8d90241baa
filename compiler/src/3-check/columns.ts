import {
  addPropertyEdit,
  positionOf,
  renameKeyEdit,
  replaceEdit,
  replaceValueEdit,
} from "../2-model/positions";
import type { Positions, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, TextEdit } from "../diagnostics/diagnostic";
import { nearest, suggestion } from "../diagnostics/suggest";

/** How a column is named at its place: as an array element, as a key, or as the value of the last key. */
export type Mention = "element" | "key" | "value";

/** The definition that a rule stands in. */
export interface Place {
  positions: Positions;
  /** Names a path of the definition in a message. */
  where: (path: string) => string;
}

/** A table's own definition: `` `crud.list.access` of table `jobs` ``. */
export function placeOf({ name, positions }: TableModel): Place {
  return { positions, where: (path) => `\`${path}\` of table \`${name}\`` };
}

/** Reports a column that the table does not have, with the nearest one as the edit. */
export function unknownColumn(
  table: TableModel,
  column: string,
  path: string,
  mention: Mention,
  { positions, where }: Place = placeOf(table),
): Diagnostic[] {
  const names = columnNames(table);
  // A table without an id is told so once.
  if (names.includes(column) || (column === "id" && !table.internal)) return [];
  // What clients can never write is no answer for a guard.
  const fitting = path.startsWith("guards.")
    ? names.filter((name) => !table.guards.systemManaged.includes(name))
    : names;
  const near = nearest(column, fitting);
  const holder = mention === "value" ? path : path.slice(0, path.lastIndexOf("."));
  const hint = suggestion(column, fitting, "columns");
  const edit = near === undefined ? undefined : mentionEdit(positions, path, mention, near);
  const params = { column, table: table.name, where: where(holder), hint };
  return [diagnostics.COLUMN_UNKNOWN(params, positionOf(positions, path), edit)];
}

/** Reports the unknown columns of a list such as `guards.createable`. */
export function unknownColumns(table: TableModel, columns: readonly string[], path: string): Diagnostic[] {
  return columns.flatMap((column, index) => unknownColumn(table, column, `${path}.${index}`, "element"));
}

/** Reports the unknown columns among the keys of a record such as `masking`. */
export function unknownKeys(table: TableModel, record: object, path: string): Diagnostic[] {
  return Object.keys(record).flatMap((column) => unknownColumn(table, column, `${path}.${column}`, "key"));
}

/** Column keys of a table, injected ones included. */
export function columnNames(table: TableModel): string[] {
  return table.columns.map(({ name }) => name);
}

/** Adds a text column after the table's last written one. @param declared e.g. `text("deleted_at")` */
export function addColumnEdit(table: TableModel, name: string, declared: string): TextEdit | undefined {
  const written = table.columns.filter(({ injected }) => !injected);
  if (!written.some(({ sqlType }) => sqlType === "text")) return undefined;
  const positions = Object.fromEntries(
    written.flatMap(({ name: key, position }) => (position ? [[key, position]] : [])),
  );
  return addPropertyEdit(positions, "", `${name}: ${declared}`);
}

function mentionEdit(
  positions: Positions,
  path: string,
  mention: Mention,
  name: string,
): TextEdit | undefined {
  if (mention === "key") return renameKeyEdit(positions, path, name);
  const text = JSON.stringify(name);
  return mention === "element" ? replaceEdit(positions, path, text) : replaceValueEdit(positions, path, text);
}
