import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import type { DeclaredTable } from "./parsed-source";

/** The refusal of a table that does not exist, naming the nearest one or those there are. */
export function unknownTable(field: string, table: string, tables: readonly DeclaredTable[]): AuthorError {
  const names = tables.map(({ name }) => name);
  const near = nearest(table, names);
  const known = names.length > 0 ? `the tables are ${names.slice(0, 20).join(", ")}.` : "scaffold it first.";
  const next = near === undefined ? known : `did you mean "${near}"?`;
  return new AuthorError(
    field,
    `there is no table ${JSON.stringify(table.slice(0, 64))}: ${next}`,
    "NOT_FOUND",
  );
}
