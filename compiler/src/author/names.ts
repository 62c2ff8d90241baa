import { AuthorError } from "./author-error";

/** Columns that the compiler adds to every table. */
export const AUDIT_COLUMNS = ["createdAt", "createdBy", "modifiedAt", "modifiedBy", "deletedAt", "deletedBy"];

const words = (list: string) => new Set(list.split(" "));

const TYPESCRIPT_WORDS = words(
  "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace never new null number object of package private protected prototype public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield",
);

const SQL_WORDS = words(
  "add all alter and as asc begin between by case check collate column commit constraint create cross default deferrable delete desc distinct drop else end escape except exists foreign from full group having in index inner insert intersect into is isnull join left like limit natural not notnull null offset on or order outer primary references right rollback select set table then to transaction trigger union unique update using values view when where with",
);

/** Words that are fine as a column although the host language knows them: they are only ever object keys. */
const ALLOWED_COLUMNS = words(
  "type from of object symbol module package public private static number string",
);

/** Names that generated files import or declare. */
const IMPORTED_NAMES = words(
  "sqliteTable text integer real blob numeric index uniqueIndex defineTable defineActions ActionError z sql eq",
);

const BETTER_AUTH_TABLES = words("user session account verification organization member invitation");

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]{0,62}$/;
const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `jobPostings` → `job_postings`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Refuses a feature name that is not a plain kebab-case folder name. */
export function checkFeature(feature: string): void {
  if (feature.length > 64 || !KEBAB_CASE.test(feature))
    throw new AuthorError(
      "feature",
      `feature ${quoted(feature)} is not a folder name: use lower-case letters, digits and single dashes, e.g. "help-desk".`,
    );
}

/** Refuses a table name that is not a camelCase identifier, or one that is taken by the language. */
export function checkTable(table: string): void {
  checkIdentifier("table", table);
  if (reserved(table) || IMPORTED_NAMES.has(table)) throw reservedWord("table", table);
  if (BETTER_AUTH_TABLES.has(table))
    throw new AuthorError("table", `table "${table}" belongs to Better Auth: choose another name.`);
}

/** Refuses an action name that is not a camelCase identifier, or one that is taken by the language. */
export function checkAction(name: string): void {
  checkIdentifier("name", name);
  if (reserved(name)) throw reservedWord("name", name);
}

/** Refuses a column or input field name; `field` is its place in the input, e.g. `columns[2].name`. */
export function checkColumn(field: string, name: string): void {
  checkIdentifier(field, name);
  if (reserved(name) && !ALLOWED_COLUMNS.has(name)) throw reservedWord(field, name);
}

const ROLE = /^[A-Za-z][A-Za-z0-9_-]{0,63}\+?$/;

/** Refuses an empty list of roles, and what is no name of one; `field` is its place in the input. */
export function checkRoles(field: string, roles: readonly string[]): void {
  if (roles.length === 0)
    throw new AuthorError(field, `${field} is empty, so nobody could: name a role, e.g. ["owner", "admin"].`);
  roles.forEach((role, index) => {
    if (!ROLE.test(role))
      throw new AuthorError(
        `${field}[${index}]`,
        `${field}[${index}] ${quoted(role)} is not a role name: use e.g. "admin", or "PUBLIC" for everyone.`,
      );
  });
}

function checkIdentifier(field: string, name: string): void {
  if (CAMEL_CASE.test(name)) return;
  const suggestion = camelCase(name);
  const hint = CAMEL_CASE.test(suggestion) && !reserved(suggestion) ? `, e.g. "${suggestion}"` : "";
  throw new AuthorError(
    field,
    `${field} ${quoted(name)} is not a camelCase name of letters and digits${hint}.`,
  );
}

function camelCase(name: string): string {
  const joined = name.replace(/[^a-zA-Z0-9]+([a-zA-Z0-9]?)/g, (_, next: string) => next.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

function reserved(name: string): boolean {
  return TYPESCRIPT_WORDS.has(name) || SQL_WORDS.has(name.toLowerCase()) || name in Object.prototype;
}

function reservedWord(field: string, name: string): AuthorError {
  return new AuthorError(field, `${field} "${name}" is a reserved word: choose another name.`);
}

/** A refused name as it may be shown: one line, bounded. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}
