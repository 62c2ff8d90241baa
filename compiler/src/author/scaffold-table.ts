import { kebabCase } from "../2-model/names";
import { AuthorError } from "./author-error";
import { checkColumnsGiven } from "./check-fields";
import type { ColumnInput, ConstraintInput } from "./fields";
import { checkFeature, checkRoles, checkTable, snakeCase } from "./names";
import { type DeclaredTable, tablesIn } from "./parsed-source";
import { resolveReferences } from "./references";
import { isSingleTenant } from "./single-tenant";
import { featureFolder, type SourceEdit, type Sources } from "./source-edit";
import { hasOrganization, SCOPE_RULES, type ScopeRoles, type TableScope } from "./table-scope";
import { maskOf, tableText } from "./table-text";

export interface ScaffoldTableInput {
  /** Feature folder in kebab-case, e.g. `hiring`. */
  feature: string;
  /** Table in camelCase, usually plural, e.g. `jobPostings`. */
  table: string;
  columns: ColumnInput[];
  scope: TableScope;
  /** Who reads and who writes; by default the roles that every organization, or platform, has. */
  roles?: ScopeRoles | undefined;
  constraints?: readonly ConstraintInput[] | undefined;
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
  const { feature, table, columns, scope, roles, constraints } = input;
  checkFeature(feature);
  checkTable(table);
  checkScope(scope, sources);
  if (roles) checkScopeRoles(scope, roles);
  checkColumns(columns, scope);
  const path = `${featureFolder(feature, sources)}/${kebabCase(table)}.ts`;
  const tables = [...sources].flatMap(([file, text]) => tablesIn(file, text));
  const others = tables.filter((known) => known.path !== path || known.name !== table);
  const { references, imports } = resolveReferences(columns, table, path, others);
  const before = sources.get(path);
  const after = tableText({ table, columns, scope, roles, constraints, references, imports });
  if (before !== after) refuseTaken(path, table, tables, sources);
  return {
    path,
    before,
    after,
    masked: columns.filter((column) => maskOf(column)).map(({ name }) => name),
  };
}

function checkScope(scope: TableScope, sources: Sources): void {
  if (!/^(organization|team)/.test(scope) || !isSingleTenant(sources)) return;
  throw new AuthorError(
    "scope",
    `scope: this project has no organizations (features.organizations is false): use "owner" for rows of one user, or "public" for rows that everyone reads.`,
  );
}

function checkScopeRoles(scope: TableScope, roles: ScopeRoles): void {
  for (const use of ["read", "write"] as const) {
    const given = roles[use];
    if (!given) continue;
    checkRoles(`roles.${use}`, given);
    const member = given.find((role) => role === "owner" || role === "member");
    if (member !== undefined && !hasOrganization(scope))
      throw new AuthorError(
        `roles.${use}`,
        `roles.${use}: rows of scope ${scope} belong to no organization, so "${member}" is nobody: name platform roles, e.g. ["user", "admin"], or "PUBLIC".`,
      );
  }
}

function checkColumns(columns: ColumnInput[], scope: TableScope): void {
  const added = ["id", ...SCOPE_RULES[scope].columns.map(({ name }) => name)];
  columns.forEach(({ name }, index) => {
    const at = `columns[${index}].name`;
    if (added.includes(name))
      throw new AuthorError(
        at,
        `${at}: "${name}" is written for every table of scope ${scope}: leave it out.`,
      );
  });
  checkColumnsGiven(columns);
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
