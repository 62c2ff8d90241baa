import MagicString from "magic-string";
import { AuthorError } from "./author-error";
import { columnNames } from "./column-names";
import { refuseKeyColumn } from "./drop-column";
import { findProperty } from "./insert-property";
import { AUDIT_COLUMNS, checkColumn } from "./names";
import {
  calleeName,
  type DeclaredTable,
  defaultExport,
  type ParsedSource,
  parseSource,
} from "./parsed-source";
import { chainOf, missingColumn } from "./settings-source";
import { columnsOf, settingsOf } from "./table-source";
import { extraUses, localName, memberUses, renamedSql, sqlNameOf } from "./table-uses";

/** A rename as SQL sees it. */
export interface RenamedColumn {
  /** SQL names; the same where the column has one of its own, which stays. */
  from: string;
  to: string;
}

/**
 * Renames a column in the files of a project: in its table's schema and rules, in conditions of actions, and
 * wherever a file says `jobs.<column>`. What code calls a field of a row cannot be told apart and is left.
 * @param files changed in place
 * @returns `undefined` where the column has the new name already
 * @throws AuthorError when there is no such column, or the name is unusable or taken
 */
export function renameColumn(
  files: Map<string, string>,
  table: DeclaredTable,
  from: string,
  to: string,
): RenamedColumn | undefined {
  const at = `set["columns.${from}.name"]`;
  checkColumn(at, to);
  const text = files.get(table.path) ?? "";
  const { columns } = columnsOf(table, text);
  const present = findProperty(columns, from);
  const taken = findProperty(columns, to) !== undefined;
  if (!present && taken) return undefined;
  if (!present) throw missingColumn(table, from);
  if (taken || AUDIT_COLUMNS.includes(to))
    throw new AuthorError("set", `${at}: ${table.path} already has a column "${to}".`, "NAME_TAKEN");
  refuseKeyColumn(text, table, from);
  const [argument] = chainOf(table, text, from).builder.arguments;
  const sqlFrom = sqlNameOf(argument, from);
  const sqlTo = renamedSql(sqlFrom, from, to);
  for (const [path, own] of files) {
    if (!own.includes(from)) continue;
    const source = path === table.path ? parseSource(path, own) : parsedOrNothing(path, own);
    if (source) files.set(path, renameIn(source, table, { from, to, sqlFrom, sqlTo }));
  }
  return { from: sqlFrom, to: sqlTo };
}

interface Names {
  from: string;
  to: string;
  sqlFrom: string;
  sqlTo: string;
}

function renameIn(source: ParsedSource, table: DeclaredTable, { from, to, sqlFrom, sqlTo }: Names): string {
  const edit = new MagicString(source.text);
  for (const { start, end } of memberUses(source, table, from)) edit.overwrite(start, end, to);
  if (source.path === table.path) {
    const { columns, call } = columnsOf(table, source.text);
    const property = findProperty(columns, from);
    if (property) edit.overwrite(property.key.start, property.key.end, to);
    const [argument] = chainOf(table, source.text, from).builder.arguments;
    if (argument?.type === "Literal" && sqlFrom !== sqlTo) overwriteText(edit, source, argument, sqlTo);
    for (const { start, end, sql } of extraUses(source, call.arguments[2], from, sqlFrom))
      edit.overwrite(start, end, sql ? sqlTo : to);
  }
  for (const name of namesIn(source, table, from))
    if ("node" in name) overwriteText(edit, source, name.node, to);
    else if (name.property.shorthand)
      edit.overwrite(name.property.start, name.property.end, `${to}: ${from}`);
    else edit.overwrite(name.property.key.start, name.property.key.end, to);
  return edit.toString();
}

/** The names of the column in the rules of the table, or in the conditions of its actions. */
function namesIn(source: ParsedSource, table: DeclaredTable, column: string) {
  if (source.path === table.path)
    return columnNames(settingsOf(table.path, table.name)(source.text).settings, column);
  const call = defaultExport(source.program);
  if (call?.type !== "CallExpression" || calleeName(call) !== "defineActions") return [];
  const [target, actions] = call.arguments;
  const own = target?.type === "Identifier" && target.name === localName(source, table);
  return own && actions?.type === "ObjectExpression"
    ? columnNames(actions, column).filter(({ kind }) => kind === "condition")
    : [];
}

function overwriteText(
  edit: MagicString,
  { text }: ParsedSource,
  { start, end }: { start: number; end: number },
  value: string,
): void {
  const quote = text.charAt(start);
  edit.overwrite(start, end, `${quote}${value}${quote}`);
}

/** A file that does not parse is no obstacle: nothing is changed in it. */
function parsedOrNothing(path: string, text: string): ParsedSource | undefined {
  try {
    return parseSource(path, text);
  } catch (error) {
    if (error instanceof AuthorError) return undefined;
    throw error;
  }
}
