import { getTableColumns } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";

export type Columns = Record<string, SQLiteColumn>;

const known = new WeakMap<SQLiteTable, Columns>();

/** The columns of a table by key, read once per table. */
export function columnsOf(table: SQLiteTable): Columns {
  let columns = known.get(table);
  if (!columns) {
    columns = getTableColumns(table);
    known.set(table, columns);
  }
  return columns;
}

/**
 * The column with this key.
 *
 * @throws Error when a policy names a column that the table does not have: better at start than open.
 */
export function columnOf(table: SQLiteTable, key: string): SQLiteColumn {
  const columns = columnsOf(table);
  const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
  if (!column) throw new Error(`The policy names the column "${key}", which the table does not have`);
  return column;
}

/** A value as the database driver gets it; absent is NULL. */
export function toDriver(column: SQLiteColumn, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapToDriverValue(value);
}

/**
 * Text from a URL as a value of the column's type.
 *
 * @returns `undefined` when the text is no such value, or the type cannot be written as text.
 */
export function fromText(column: SQLiteColumn, text: string): unknown {
  switch (column.dataType) {
    case "string":
      return text;
    case "number": {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return Number.isFinite(value) ? value : undefined;
    }
    case "boolean":
      if (text === "true" || text === "1") return true;
      return text === "false" || text === "0" ? false : undefined;
    case "date": {
      const value = new Date(text);
      return Number.isNaN(value.getTime()) ? undefined : value;
    }
    default:
      return undefined;
  }
}
