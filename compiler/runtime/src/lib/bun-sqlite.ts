import { type SQLQueryBindings, Database as Sqlite } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Database } from "./database";
import { BUSY_TIMEOUT, PRAGMAS, PREPARED, sqliteDatabase } from "./sqlite-connection";

/**
 * Opens a SQLite file with `bun:sqlite`.
 * @param path the file; made, with its folder, where there is none
 */
export function openBunSqlite(path: string): Database {
  mkdirSync(dirname(path), { recursive: true });
  // Bun's own limit is 20.
  Sqlite.MAX_QUERY_CACHE_SIZE = PREPARED;
  const sqlite = new Sqlite(path, { create: true });
  for (const pragma of [...PRAGMAS, `busy_timeout = ${BUSY_TIMEOUT}`]) sqlite.run(`PRAGMA ${pragma}`);
  return sqliteDatabase({
    rows: (text, values: SQLQueryBindings[]) => sqlite.query(text).values(...values),
    run: (text, values: SQLQueryBindings[]) => sqlite.query(text).run(...values).changes,
    immediate: (work) => sqlite.transaction(work).immediate(),
  });
}
