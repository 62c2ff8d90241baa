import { posix } from "node:path";
import { kebabCase } from "../2-model/names";
import { nearest } from "../diagnostics/suggest";
import { AuthorError } from "./author-error";
import { checkFields } from "./check-fields";
import type { ReferenceTarget } from "./column-text";
import type { ColumnInput } from "./fields";
import { AUDIT_COLUMNS, checkFeature, checkTable, snakeCase } from "./names";
import { type DeclaredTable, tablesIn } from "./parsed-source";
import { isSingleTenant } from "./single-tenant";
import { featureFolder, type SourceEdit, type Sources } from "./source-edit";
import { SCOPE_RULES, type TableScope } from "./table-scope";
import { maskOf, tableText } from "./table-text";

/** Tables of Better Auth, in either number, that a column may want to point at. */
const AUTH_TABLE = /^(user|member|organization|session|account|invitation)s?$/;

export interface ScaffoldTableInput {
  /** Feature folder in kebab-case, e.g. `hiring`. */
  feature: string;
  /** Table in camelCase, usually plural, e.g. `jobPostings`. */
  table: string;
  columns: ColumnInput[];
  scope: TableScope;
}

export interface ScaffoldedTable extends SourceEdit {
  /** Columns that got a mask because of their name. */
  masked: string[];
}

/**
 * Writes the definition of a new table with safe defaults: scope column, guards over the given columns,
 * masks on sensitive names, access by role, soft delete.
 * @param sources every definition file of the project
 * @throws AuthorError when a name is unusable or taken, or a reference leads nowhere
 */
export function scaffoldTable(input: ScaffoldTableInput, sources: Sources): ScaffoldedTable {
  const { feature, table, columns, scope } = input;
  checkFeature(feature);
  checkTable(table);
  checkScope(scope, sources);
  checkColumns(columns, scope);
  const path = `${featureFolder(feature, sources)}/${kebabCase(table)}.ts`;
  const tables = [...sources].flatMap(([file, text]) => tablesIn(file, text));
  const others = tables.filter((known) => known.path !== path || known.name !== table);
  const { references, imports } = resolveReferences(columns, table, path, others);
  const before = sources.get(path);
  const after = tableText({ table, columns, scope, references, imports });
  if (before !== after) refuseTaken(path, table, tables, sources);
  return {
    path,
    before,
    after,
    masked: columns.filter((column) => maskOf(column)).map(({ name }) => name),
  };
}

function checkScope(scope: TableScope, sources: Sources): void {
  if (!scope.startsWith("organization") || !isSingleTenant(sources)) return;
  throw new AuthorError(
    "scope",
    `scope: this project has no organizations (features.organizations is false): use "owner" for rows of one user, or "public" for rows that everyone reads.`,
  );
}

function checkColumns(columns: ColumnInput[], scope: TableScope): void {
  const added = ["id", ...SCOPE_RULES[scope].columns.map(({ name }) => name)];
  columns.forEach(({ name }, index) => {
    const at = `columns[${index}].name`;
    if (AUDIT_COLUMNS.includes(name))
      throw new AuthorError(
        at,
        `${at}: "${name}" is an audit column, which the compiler adds to every table and keeps itself: leave it out.`,
      );
    if (added.includes(name))
      throw new AuthorError(
        at,
        `${at}: "${name}" is written for every table of scope ${scope}: leave it out.`,
      );
  });
  checkFields("columns", columns);
}

function refuseTaken(path: string, table: string, tables: DeclaredTable[], sources: Sources): void {
  const taken = tables.find(({ name, dbName }) => name === table || dbName === snakeCase(table));
  if (taken)
    throw new AuthorError(
      "table",
      `table "${table}" already exists in ${taken.path}: use change_table, or choose another name.`,
      "NAME_TAKEN",
    );
  // A file system may not tell upper from lower case; the kebab-case path is lower case throughout.
  if ([...sources.keys()].some((file) => file.toLowerCase() === path))
    throw new AuthorError(
      "table",
      `${path} already exists: edit that file, or choose another table name.`,
      "NAME_TAKEN",
    );
}

function resolveReferences(
  columns: ColumnInput[],
  table: string,
  path: string,
  tables: DeclaredTable[],
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

function findTarget(name: string, table: string, at: string, tables: DeclaredTable[]): DeclaredTable {
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
  throw new AuthorError(at, `${at}: there is no table ${JSON.stringify(name.slice(0, 64))}: ${next}`);
}

/** Module specifier that leads from one definition file to another. */
function importPath(from: string, to: string): string {
  const relative = posix.relative(posix.dirname(from), to).replace(/\.ts$/, "");
  return relative.startsWith(".") ? relative : `./${relative}`;
}
