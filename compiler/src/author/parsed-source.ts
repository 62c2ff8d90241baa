import {
  type Argument,
  type CallExpression,
  type Expression,
  type ImportDeclaration,
  type Program,
  parseSync,
} from "oxc-parser";
import { AuthorError } from "./author-error";

/** A definition file, parsed. Offsets are UTF-16 units into `text`. */
export interface ParsedSource {
  path: string;
  text: string;
  program: Program;
  comments: { start: number; end: number; type: "Line" | "Block" }[];
}

/** The primary key column of a table: a text `id` where none is marked. */
export interface PrimaryKey {
  /** Column key, e.g. `id`. */
  name: string;
  /** The Drizzle builder it is made with, e.g. `text`. */
  builder: string;
}

const TEXT_ID: PrimaryKey = { name: "id", builder: "text" };

/** A Drizzle table that a definition file exports. */
export interface DeclaredTable {
  path: string;
  /** Export name, e.g. `jobPostings`. */
  name: string;
  /** SQL name, e.g. `job_postings`. */
  dbName: string;
  primaryKey: PrimaryKey;
}

/**
 * Parses a definition file.
 * @throws AuthorError when the file has a syntax error, since no edit of it could be trusted
 */
export function parseSource(path: string, text: string): ParsedSource {
  const { program, comments, errors } = parseSync(path, text, { preserveParens: false });
  const error = errors[0];
  if (error)
    throw new AuthorError(
      "file",
      `${path} has a syntax error (${error.message}): mend it, then try again.`,
      "NOT_EDITABLE",
    );
  return { path, text, program, comments };
}

export function importsOf(program: Program): ImportDeclaration[] {
  return program.body.filter((statement) => statement.type === "ImportDeclaration");
}

/** The tables a definition file exports; none when the file cannot be parsed. */
export function tablesIn(path: string, text: string): DeclaredTable[] {
  if (!text.includes("Table(")) return [];
  const { program } = parseSync(path, text, { preserveParens: false });
  return tableCalls(program).map(({ name, call }) => {
    const [sqlName, columns] = call.arguments;
    const dbName = sqlName?.type === "Literal" ? String(sqlName.value) : name;
    return { path, name, dbName, primaryKey: primaryKeyOf(columns) };
  });
}

/** Every exported `sqliteTable("…", …)` of a file, by the name it is exported under. */
export function tableCalls(program: Program): { name: string; call: CallExpression }[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration") return [];
    if (statement.declaration?.type !== "VariableDeclaration") return [];
    return statement.declaration.declarations.flatMap(({ id, init }) => {
      if (id.type !== "Identifier" || init?.type !== "CallExpression") return [];
      if (calleeName(init) !== "sqliteTable" || init.arguments[0]?.type !== "Literal") return [];
      return [{ name: id.name, call: init }];
    });
  });
}

/** The default export, followed through one `const`. */
export function defaultExport(program: Program): Expression | undefined {
  for (const statement of program.body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const exported = statement.declaration;
    if (exported.type === "Identifier") return constant(program, exported.name);
    if (exported.type === "CallExpression") return exported;
  }
  return undefined;
}

export function calleeName({ callee }: CallExpression): string | undefined {
  return callee.type === "Identifier" ? callee.name : undefined;
}

function constant(program: Program, name: string): Expression | undefined {
  for (const statement of program.body) {
    if (statement.type !== "VariableDeclaration") continue;
    const match = statement.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
    if (match?.init) return match.init;
  }
  return undefined;
}

function primaryKeyOf(columns: Argument | undefined): PrimaryKey {
  if (columns?.type !== "ObjectExpression") return TEXT_ID;
  for (const property of columns.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    const chain = chainOf(property.value);
    if (chain.includes("primaryKey")) return { name: property.key.name, builder: chain.at(-1) ?? "text" };
  }
  return TEXT_ID;
}

/** The calls of a column's chain, the last one first: `["primaryKey", "text"]`. */
function chainOf(column: Expression): string[] {
  if (column.type !== "CallExpression") return [];
  const { callee } = column;
  if (callee.type === "Identifier") return [callee.name];
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
  return [callee.property.name, ...chainOf(callee.object)];
}
