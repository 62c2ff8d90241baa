import { and, is, Param, type SQL, sql } from "drizzle-orm";
import { columnOf } from "./columns";
import type { RegisteredTable, TableForeignKey, TableRegistry } from "./table-registry";

/** Written values by column key, as Drizzle holds them. */
type Values<Value = unknown> = Record<string, Value>;

/**
 * Makes the foreign keys of a written row point inside the caller's firewall: the key is read back from
 * the table it points at, which the scoped db shows as far as it exists for the caller. A foreign
 * tenant's row and an absent one both give a value that no row has, so both break the constraint.
 *
 * @param row `existing`: what is not written keeps its value; `new`: it has none
 */
export function keysWithinReach<Value>(
  { table, foreignKeys }: RegisteredTable,
  values: Values<Value>,
  registry: TableRegistry,
  row: "new" | "existing",
): Values<Value | SQL> {
  const checked: Values<Value | SQL> = { ...values };
  for (const key of foreignKeys) {
    const written = key.columns.filter((column) => isWritten(values[column]));
    const [column] = written;
    // A composite key with a part missing points nowhere.
    const complete = row === "existing" || written.length === key.columns.length;
    if (column === undefined || !complete || !registry.of(key.foreignTable)) continue;
    const value = values[column];
    const whole = {
      ...Object.fromEntries(key.columns.map((name) => [name, columnOf(table, name)])),
      ...values,
    };
    const reached = sql`coalesce(${readKey(key, column, whole)}, x'')`;
    checked[column] = is(value, Param)
      ? reached
      : sql`case when (${value}) is null then null else ${reached} end`;
  }
  return checked;
}

/** False where nothing is written, or NULL, which points nowhere. */
function isWritten(value: unknown): boolean {
  const written = writtenValue(value);
  return written !== undefined && written !== null;
}

/** Drizzle wraps the values of an insert, those that are `undefined` too. */
export function writtenValue(written: unknown): unknown {
  return is(written, Param) ? written.value : written;
}

/** A column of the key, read from the row that the whole key points at; NULL where there is none. */
function readKey(
  { columns, foreignColumns, foreignTable }: TableForeignKey,
  wanted: string,
  whole: Values,
): SQL {
  const foreign = (column: string) => columnOf(foreignTable, foreignColumns[columns.indexOf(column)] ?? "");
  const matches = columns.map((column) => sql`${foreign(column)} = ${whole[column]}`);
  return sql`(select ${foreign(wanted)} from ${foreignTable} where ${and(...matches)})`;
}
