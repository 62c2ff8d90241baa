import type { BatchItem } from "drizzle-orm/batch";
import { type AsyncBatchRemoteCallback, drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database } from "./database";

/** A connection to a SQLite file in this process, which answers at once. */
export interface SqliteConnection {
  /** The rows of a statement, each an array of its values. @param values by position */
  rows(text: string, values: unknown[]): unknown[];
  /** Runs a statement whose rows nobody reads. @returns how many rows it changed */
  run(text: string, values: unknown[]): number;
  /** Does the work in one transaction that may write from its start: all or nothing. */
  immediate<T>(work: () => T): T;
}

type Method = "run" | "all" | "values" | "get";

/** What every connection is told: readers do not wait for writers, and references hold. */
export const PRAGMAS = ["journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"];

/** Milliseconds to wait for another process that writes to the same file. */
export const BUSY_TIMEOUT = 5000;

/** Statements that a connection keeps prepared. */
export const PREPARED = 500;

/** Drizzle's proxy driver gives a connection the asynchronous face of the other databases. */
export function sqliteDatabase(connection: SqliteConnection): Database {
  const execute = (text: string, values: unknown[], method: Method) => {
    if (method === "run") return { rows: [], changes: connection.run(text, values) };
    const rows = connection.rows(text, values);
    // Drizzle takes a single row as it is, and undefined where there is none.
    return { rows: method === "get" ? Reflect.get(rows, "0") : rows };
  };
  const together: AsyncBatchRemoteCallback = async (queries) =>
    connection.immediate(() => queries.map(({ sql, params, method }) => execute(sql, params, method)));
  const orm = drizzle(async (text, values, method) => execute(text, values, method), together);
  // It would span several turns of the event loop on the one connection that every request shares.
  orm.transaction = () => Promise.reject(new Error("Use batch: all its statements are one transaction"));
  const batch = async ([first, ...rest]: readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]) => [
    ...(await orm.batch([first, ...rest])),
  ];
  return { orm, batch };
}
