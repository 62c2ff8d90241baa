import MagicString from "magic-string";
import { addExtras } from "./add-extras";
import { addImports, type NeededImport } from "./add-import";
import { AuthorError } from "./author-error";
import { styleOf } from "./code-style";
import { builderOf, columnText, type ReferenceTarget } from "./column-text";
import { addItem, propertiesOf } from "./comma-list";
import type { ColumnInput } from "./fields";
import { findProperty } from "./insert-property";
import { type Json, literalOf, literalValue } from "./json-value";
import { refuseByHand } from "./not-editable";
import { type DeclaredTable, importsOf, parseSource } from "./parsed-source";
import { sameCode } from "./same-code";
import { type ReadSettings, setValue, valueAt } from "./set-value";
import { extraImports, extrasOf } from "./table-extras";
import { SCOPE_RULES, type TableScope } from "./table-scope";
import { columnsOf, scopeOf, settingsOf, type WrittenScope } from "./table-source";
import { maskOf } from "./table-text";

/** A column to add, with what its reference points at. */
export interface ColumnToAdd {
  column: ColumnInput;
  target: ReferenceTarget | undefined;
  /** Where the referenced table is imported from. */
  from: string | undefined;
}

/**
 * The text of a table's file with one more column: in the schema, in the guards (a foreign key is set once),
 * and under a mask where its name calls for one.
 * @returns the text unchanged where the same column is there already
 * @throws AuthorError where another column of the name is there, or a part is computed
 */
export function addColumn(text: string, table: DeclaredTable, added: ColumnToAdd): string {
  const { column, target } = added;
  const { source, columns } = columnsOf(table, text);
  const style = styleOf(source);
  const written = columnText(column, target, style.quote);
  const taken = findProperty(columns, column.name);
  if (taken) {
    if (sameCode(text.slice(taken.start, taken.end), written)) return text;
    throw new AuthorError(
      "columns",
      `${table.path} already has another column "${column.name}": edit it there, or choose another name.`,
      "NAME_TAKEN",
    );
  }
  const lines = written
    .replace(/,$/, "")
    .split("\n")
    .map((line) => line.slice(2));
  const read = settingsOf(table.path, table.name);
  const scope = scopeOf(read(text));
  const withColumn = addItem(source, propertiesOf(columns), lines, style);
  const withExtras = addExtras(withColumn, table, (naming) =>
    extrasOf(column, table.dbName, scope.columns, naming).map((parts) => parts.join("")),
  );
  const imported = importFor(withExtras, table, added);
  return mask(guard(imported, read, added), read, column, scope);
}

function importFor(text: string, { path }: DeclaredTable, { column, target, from }: ColumnToAdd): string {
  const extras = extraImports(column);
  const core = [builderOf(column), ...extras];
  const needed: NeededImport[] = [
    ...(extras.length > 0 ? [{ name: "sql", from: "drizzle-orm" }] : []),
    ...core.map((name) => ({ name, from: "drizzle-orm/sqlite-core" })),
    ...(target && from ? [{ name: target.table, from }] : []),
  ];
  const source = parseSource(path, text);
  const typed = importsOf(source.program).some(({ specifiers }) =>
    specifiers.some(({ local }) => local.name === "AnySQLiteColumn"),
  );
  if (target?.self && !typed) needed.push({ name: "type AnySQLiteColumn", from: "drizzle-orm/sqlite-core" });
  const edit = new MagicString(text);
  addImports(edit, source, needed, styleOf(source));
  return edit.toString();
}

function guard(text: string, read: ReadSettings, { column, target }: ColumnToAdd): string {
  const guards = valueAt(read(text), ["guards"]);
  if (column.actionsOnly || (guards && literalValue(guards) === false)) return text;
  return (target ? ["createable"] : ["createable", "updatable"]).reduce((now, list) => {
    const present = valueAt(read(now), ["guards", list]);
    const names = present ? literalValue(present) : [];
    if (!Array.isArray(names))
      throw refuseByHand(read(now).source, present?.start ?? 0, `guards.${list} is computed`);
    if (names.includes(column.name)) return now;
    return setValue(now, read, ["guards", list], [...names, column.name]);
  }, text);
}

function mask(text: string, read: ReadSettings, column: ColumnInput, scope: WrittenScope): string {
  const type = maskOf(column);
  if (!type || valueAt(read(text), ["masking", column.name])) return text;
  const show = showOf(scope);
  return setValue(text, read, ["masking", column.name], show === undefined ? { type } : { type, show });
}

/** Who sees a masked value in clear, as a scaffolded table of the scope would have it. */
function showOf({ organization, owner }: WrittenScope): Json | undefined {
  const kinds: [TableScope, boolean][] = [
    ["organization+owner", organization && owner],
    ["organization", organization],
    ["owner", owner],
  ];
  const scope = kinds.find(([, holds]) => holds)?.[0];
  const show = scope === undefined ? undefined : SCOPE_RULES[scope].show;
  return show === undefined ? undefined : literalOf(show);
}
