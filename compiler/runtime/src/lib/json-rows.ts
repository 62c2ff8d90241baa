import { is, SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnsOf, toDriver } from "./columns";
import type { Orm } from "./database";
import { messages } from "./database-errors";
import type { Row } from "./types";

/**
 * Many rows as one bound value, read in SQL with `json_each`: D1 takes at most 100 bound values per
 * statement, which a placeholder per field would pass with a few rows.
 */
export interface JsonRows {
  /** For FROM; each row is one `"item"`. */
  source: SQL;
  /** Column keys that at least one row has. */
  keys: string[];
  /** The row's value of a column; `absent` where the row has none (default NULL). */
  value(key: string, absent?: SQL): SQL;
  /** 1 in the rows that have the flag, else NULL. */
  flag(name: string): SQL;
}

/** Puts rows into one JSON value. @param flags names set on each row, by index */
export function jsonRows(
  table: SQLiteTable,
  rows: readonly Row[],
  flags: readonly (readonly string[])[] = [],
): JsonRows {
  const columns = Object.entries(columnsOf(table));
  const counts = new Map<string, number>();
  const computed = new Map<string, SQL>();
  const bytes = new Set<string>();
  const items = rows.map((row, index) => {
    const item: Row = {};
    columns.forEach(([key, column], place) => {
      const value = row[key];
      if (value === undefined) return;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (is(value, SQL)) {
        computed.set(key, value);
        return;
      }
      const driven = toDriver(column, value);
      if (ArrayBuffer.isView(driven)) bytes.add(key);
      item[`c${place}`] = ArrayBuffer.isView(driven) ? hex(driven) : driven;
    });
    for (const name of flags[index] ?? []) item[`f_${name}`] = 1;
    return item;
  });
  const paths = new Map(columns.map(([key], place) => [key, `$.c${place}`]));

  return {
    source: sql`json_each(${JSON.stringify(items)}) as "item"`,
    keys: [...counts.keys()],
    value(key, absent = sql`null`) {
      const path = paths.get(key);
      const count = counts.get(key);
      if (path === undefined || count === undefined) return absent;
      const text = sql`json_extract("item"."value", ${sql.raw(`'${path}'`)})`;
      const value = computed.get(key) ?? (bytes.has(key) ? sql`unhex(${text})` : text);
      if (count === rows.length || computed.has(key)) return value;
      return sql`case when json_type("item"."value", ${sql.raw(`'${path}'`)}) is null then ${absent} else ${value} end`;
    },
    flag: (name) => sql`json_extract("item"."value", ${sql.raw(`'$.f_${name}'`)})`,
  };
}

function hex(view: ArrayBufferView): string {
  const all = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return Array.from(all, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const MARK = "batch_refused";

/** An expression that fails when it is evaluated: SQLite knows RAISE in triggers only. */
export const ABORT = sql`json_extract('{}', ${sql.raw(`'${MARK}'`)})`;

/** A statement that makes its transaction fail unless the condition holds for every row. */
export function refuseUnless(orm: Orm, rows: JsonRows, condition: SQL): BatchItem<"sqlite"> {
  const verdict = sql`case when exists (select 1 from ${rows.source} where not (${condition})) then ${ABORT} end`;
  return orm.select({ verdict }).from(sql`(select 1 as "one")`);
}

/** A statement that always makes its transaction fail: what went before it only tries. */
export function refuse(orm: Orm): BatchItem<"sqlite"> {
  return orm.select({ verdict: ABORT }).from(sql`(select 1 as "one")`);
}

/** Whether a transaction failed because one of these statements made it. */
export function isAbort(error: unknown): boolean {
  return messages(error).includes(MARK);
}
