import { posix } from "node:path";
import { type Argument, Visitor } from "oxc-parser";
import { snakeCase } from "./names";
import { type DeclaredTable, importsOf, type ParsedSource } from "./parsed-source";

/** A stretch of source that names a column: the key in `jobs.salary`, or its SQL name in a template. */
export interface ColumnUse {
  start: number;
  end: number;
  sql: boolean;
}

/** Where a file says `jobs.salary`, under whatever name it knows the table by. */
export function memberUses(source: ParsedSource, table: DeclaredTable, column: string): ColumnUse[] {
  const local = localName(source, table);
  return local === undefined ? [] : membersOf(source, local, column);
}

/** Where the indexes and checks of a table, the third argument of `sqliteTable`, use a column. */
export function extraUses(
  source: ParsedSource,
  callback: Argument | undefined,
  column: string,
  sqlName: string,
): ColumnUse[] {
  if (callback?.type !== "ArrowFunctionExpression") return [];
  const [parameter] = callback.params;
  const name = parameter?.type === "Identifier" ? parameter.name : undefined;
  const members = name === undefined ? [] : membersOf(source, name, column);
  return [...members, ...templateUses(source, sqlName)]
    .filter(({ start, end }) => start >= callback.start && end <= callback.end)
    .sort((a, b) => a.start - b.start);
}

function membersOf({ program }: ParsedSource, local: string, column: string): ColumnUse[] {
  const uses: ColumnUse[] = [];
  new Visitor({
    MemberExpression: ({ object, property, computed }) => {
      if (computed || object.type !== "Identifier" || object.name !== local) return;
      if (property.type === "Identifier" && property.name === column)
        uses.push({ start: property.start, end: property.end, sql: false });
    },
  }).visit(program);
  return uses;
}

function templateUses({ program, text }: ParsedSource, sqlName: string): ColumnUse[] {
  const uses: ColumnUse[] = [];
  const word = new RegExp(`(?<![\\w$])${sqlName}(?!\\w)`, "g");
  new Visitor({
    TemplateElement: ({ start, end }) => {
      for (const { index } of text.slice(start, end).matchAll(word))
        uses.push({ start: start + index, end: start + index + sqlName.length, sql: true });
    },
  }).visit(program);
  return uses;
}

/** What a file calls the table; `undefined` where it neither declares nor imports it. */
export function localName({ path, program }: ParsedSource, table: DeclaredTable): string | undefined {
  if (path === table.path) return table.name;
  for (const { source, specifiers } of importsOf(program)) {
    const target = posix.join(posix.dirname(path), source.value).replace(/\.[jt]s$/, "");
    if (`${target}.ts` !== table.path) continue;
    for (const specifier of specifiers) {
      if (specifier.type !== "ImportSpecifier") continue;
      const { imported, local } = specifier;
      if ((imported.type === "Literal" ? imported.value : imported.name) === table.name) return local.name;
    }
  }
  return undefined;
}

/** The SQL name of a column: its builder's first argument, else its key. */
export function sqlNameOf(argument: Argument | undefined, column: string): string {
  return argument?.type === "Literal" ? String(argument.value) : column;
}

/** The SQL name after a rename: one that says the same as the key follows it, one of its own stays. */
export function renamedSql(sqlName: string, from: string, to: string): string {
  if (sqlName === snakeCase(from)) return snakeCase(to);
  return sqlName === from ? to : sqlName;
}
