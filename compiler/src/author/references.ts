import { posix } from "node:path";
import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import type { ReferenceTarget } from "./column-text";
import type { ColumnInput } from "./fields";
import { snakeCase } from "./names";
import type { DeclaredTable } from "./parsed-source";

/** Tables of Better Auth, in either number, that a column may want to point at. */
const AUTH_TABLE = /^(user|member|organization|session|account|invitation)s?$/;

/**
 * What the foreign keys among `columns` of a table point at, and the imports they need.
 * @param path file that the columns are written into
 * @param tables every other table of the project
 * @throws AuthorError for a reference that leads nowhere, or whose type is not that of the key
 */
export function resolveReferences(
  columns: readonly ColumnInput[],
  table: string,
  path: string,
  tables: readonly DeclaredTable[],
): { references: Map<string, ReferenceTarget>; imports: { table: string; from: string }[] } {
  const references = new Map<string, ReferenceTarget>();
  const imports = new Map<string, string>();
  columns.forEach((column, index) => {
    if (column.references === undefined) return;
    const target = findTarget(column.references, table, `columns[${index}].references`, tables);
    const { name: primaryKey, builder } = target.primaryKey;
    if (column.type !== builder)
      throw new AuthorError(
        `columns[${index}].type`,
        `columns[${index}]: "${target.name}" has ${builder} ids, so use type "${builder}".`,
      );
    references.set(column.name, { table: target.name, primaryKey, self: target.name === table });
    if (target.name !== table) imports.set(target.name, importPath(path, target.path));
  });
  const sorted = [...imports].map(([name, from]) => ({ table: name, from }));
  return { references, imports: sorted.sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

function findTarget(
  name: string,
  table: string,
  at: string,
  tables: readonly DeclaredTable[],
): DeclaredTable {
  if (name === table)
    return { path: "", name, dbName: snakeCase(table), primaryKey: { name: "id", builder: "text" } };
  const found = tables.find((candidate) => candidate.name === name);
  if (found) return found;
  if (AUTH_TABLE.test(name))
    throw new AuthorError(
      at,
      `${at}: ${name} live in the auth database, where a foreign key cannot point: leave references out and keep the id in the text column.`,
    );
  const names = tables.map((candidate) => candidate.name);
  const near = nearest(name, names);
  const next = near === undefined ? "scaffold that table first." : `did you mean "${near}"?`;
  throw new AuthorError(
    at,
    `${at}: there is no table ${JSON.stringify(name.slice(0, 64))}: ${next}`,
    "NOT_FOUND",
  );
}

/** Module specifier that leads from one definition file to another. */
function importPath(from: string, to: string): string {
  const relative = posix.relative(posix.dirname(from), to).replace(/\.ts$/, "");
  return relative.startsWith(".") ? relative : `./${relative}`;
}
