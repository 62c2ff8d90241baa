import { is, SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnsOf, toDriver } from "./columns";
import type { Row } from "./types";

/**
 * A row's values as placeholders, so that one prepared statement serves every row with the same keys.
 * Values are put into the driver's form here: Drizzle would encode NULL through the column's mapper.
 */
export interface BoundRow {
  /** Keys of the bound columns; with the table they decide the SQL. */
  keys: string[];
  /** Placeholder (or SQL) by column key; called only when a statement is prepared. */
  sql(): Record<string, SQL>;
  /** Driver values by placeholder name. */
  values: Record<string, unknown>;
}

/** Binds the row's own columns; placeholders are named `v.<key>`. */
export function bindRow(table: SQLiteTable, row: Row): BoundRow {
  const columns = columnsOf(table);
  const keys: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
    if (!column) continue;
    keys.push(key);
    if (!is(value, SQL)) values[`v.${key}`] = toDriver(column, value);
  }
  return { keys, values, sql: () => Object.fromEntries(keys.map((key) => [key, boundSql(key, row[key])])) };
}

function boundSql(key: string, value: unknown): SQL {
  return is(value, SQL) ? value : sql`${sql.placeholder(`v.${key}`)}`;
}

/** The row with the defaults that Drizzle computes per row (`$defaultFn`), which a prepared statement would freeze. */
export function withComputedDefaults(table: SQLiteTable, row: Row): Row {
  const full = { ...row };
  for (const [key, column] of Object.entries(columnsOf(table))) {
    if (full[key] !== undefined || column.default !== undefined) continue;
    const compute = column.defaultFn ?? column.onUpdateFn;
    if (compute) full[key] = compute();
  }
  return full;
}

/** The changes with the values that Drizzle computes on every update (`$onUpdateFn`). */
export function withComputedUpdates(table: SQLiteTable, changes: Row): Row {
  const full = { ...changes };
  for (const [key, column] of Object.entries(columnsOf(table))) {
    if (full[key] === undefined && column.onUpdateFn) full[key] = column.onUpdateFn();
  }
  return full;
}

/** `select <one expression per column>` in the order in which Drizzle names them for INSERT. */
export function selectRow(table: SQLiteTable, bound: BoundRow, where: SQL | undefined): SQL {
  const own = bound.sql();
  const expressions = insertable(table).map(({ key, absent }) => own[key] ?? absent);
  return sql`select ${sql.join(expressions, sql`, `)}${where && sql` where ${where}`}`;
}

/** The columns of an INSERT in Drizzle's order, each with what stands for a value that the row lacks. */
export function insertable(table: SQLiteTable): { key: string; absent: SQL }[] {
  return Object.entries(columnsOf(table))
    .filter(([, column]) => column.generated === undefined || column.generated.type === "byDefault")
    .map(([key, column]) => ({ key, absent: defaultOf(column) }));
}

/** The row with the defaults that are plain values. */
export function withPlainDefaults(table: SQLiteTable, row: Row): Row {
  const full = { ...row };
  for (const [key, column] of Object.entries(columnsOf(table))) {
    if (full[key] === undefined && column.default !== undefined && !is(column.default, SQL))
      full[key] = column.default;
  }
  return full;
}

function defaultOf(column: SQLiteColumn): SQL {
  if (column.default === undefined || column.default === null) return sql`null`;
  return is(column.default, SQL) ? column.default : sql`${sql.param(column.default, column)}`;
}
