import { type SQLQueryBindings, Database as Sqlite } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database } from "./database";

type Method = "run" | "all" | "values" | "get";

/** Statements that a connection keeps prepared; Bun's own limit is 20. */
const PREPARED = 500;
const PRAGMAS = ["journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 5000"];

/**
 * Opens a SQLite file with `bun:sqlite`, which answers at once; Drizzle's proxy driver gives it the
 * asynchronous face of the other databases.
 * @param path the file; made, with its folder, where there is none
 */
export function openBunSqlite(path: string): Database {
  mkdirSync(dirname(path), { recursive: true });
  Sqlite.MAX_QUERY_CACHE_SIZE = PREPARED;
  const sqlite = new Sqlite(path, { create: true });
  for (const pragma of PRAGMAS) sqlite.run(`PRAGMA ${pragma}`);

  const execute = (text: string, params: SQLQueryBindings[], method: Method) => {
    const statement = sqlite.query(text);
    if (method === "run") return { rows: [], changes: statement.run(...params).changes };
    const rows = statement.values(...params);
    // Drizzle takes a single row as it is, and undefined where there is none.
    return { rows: method === "get" ? Reflect.get(rows, 0) : rows };
  };
  const batch = sqlite.transaction((queries: Parameters<typeof execute>[]) =>
    queries.map((query) => execute(...query)),
  );
  const orm = drizzle(
    async (text, params, method) => execute(text, params, method),
    async (queries) => batch.immediate(queries.map(({ sql, params, method }) => [sql, params, method])),
  );
  // It would span several turns of the event loop on the one connection that every request shares.
  orm.transaction = () => Promise.reject(new Error("Use batch: all its statements are one transaction"));
  return { orm, batch: async ([first, ...rest]) => [...(await orm.batch([first, ...rest]))] };
}
