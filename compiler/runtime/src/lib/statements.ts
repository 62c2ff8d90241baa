import type { Database, Orm } from "./database";
import { remembered } from "./remembered";
import type { Row } from "./types";

/** A prepared statement that returns rows; values go by placeholder name. */
export interface Statement {
  all(values: Record<string, unknown>): Promise<Row[]>;
}

const LIMIT = 500;
const prepared = new WeakMap<Database, Map<string, Statement>>();

/**
 * The statement of this shape, prepared once per database and shape. The cache is bounded: shapes
 * follow from what clients send.
 *
 * @param key names the table, the operation and everything else that changes the SQL
 */
export function statement(database: Database, key: string, prepare: (orm: Orm) => Statement): Statement {
  let statements = prepared.get(database);
  if (!statements) {
    statements = new Map();
    prepared.set(database, statements);
  }
  return remembered(statements, LIMIT, key, () => prepare(database.orm));
}
