import { DrizzleQueryError, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnsOf } from "./columns";
import { ApiError } from "./errors";

/** SQLite does not say which of the two it is. */
const FOREIGN_KEY =
  "A record that this one points at does not exist, or another one still points at this one";

/**
 * A constraint of the database as an answer: which columns, never which values.
 *
 * @param tables those the statement could have written
 * @returns the error unchanged when it is none of these constraints
 */
export function constraintError(error: unknown, ...tables: SQLiteTable[]): unknown {
  const message = messages(error);
  const keyOf = (place: string) => {
    const [name, owner] = place.trim().split(".").reverse();
    const table = tables.find((candidate) => getTableName(candidate) === owner);
    const column = Object.entries(table ? columnsOf(table) : {}).find(([, column]) => column.name === name);
    return column?.[0] ?? place.trim();
  };

  const unique = /UNIQUE constraint failed: ([\w."]+(?:, [\w."]+)*)/.exec(message)?.[1];
  if (unique !== undefined) {
    const keys = unique.split(",").map(keyOf);
    return refusal(409, "UNIQUE_VIOLATION", "A record with these values exists already", {
      column: keys.at(-1),
      columns: keys,
    });
  }
  const missing = /NOT NULL constraint failed: ([\w."]+)/.exec(message)?.[1];
  if (missing !== undefined) {
    return refusal(400, "NOT_NULL_VIOLATION", "A required value is missing", { column: keyOf(missing) });
  }
  if (/FOREIGN KEY constraint failed/.test(message)) {
    return refusal(400, "FK_NOT_FOUND", FOREIGN_KEY, {});
  }
  // SQLite names the constraint, or repeats the expression of one without a name.
  const check = /CHECK constraint failed: (\w+)?/.exec(message);
  if (check) {
    const details = check[1] === undefined ? {} : { constraint: check[1] };
    return refusal(400, "CHECK_VIOLATION", "A value breaks a rule of the table", details);
  }
  return error;
}

/**
 * Drizzle wraps the driver's error, drivers wrap SQLite's: the message may be on any level. Drizzle's
 * own repeats the statement and its values, so what a client sent could look like an error there.
 */
export function messages(error: unknown): string {
  let text = "";
  for (let level = error, depth = 0; level instanceof Error && depth < 5; level = level.cause, depth++) {
    if (!(level instanceof DrizzleQueryError)) text += `${level.message}\n`;
  }
  return text;
}

function refusal(status: 400 | 409, code: string, error: string, details: Record<string, unknown>): ApiError {
  return new ApiError(status, { error, layer: "database", code, details });
}
