import { type ColumnName, columnNames } from "./column-names";
import { elementsOf, propertiesOf, removeItem } from "./comma-list";
import { findProperty } from "./insert-property";
import { refuseByHand } from "./not-editable";
import type { DeclaredTable } from "./parsed-source";
import { removeValue } from "./set-value";
import { chainOf } from "./settings-source";
import { columnsOf, scopeOf, settingsOf } from "./table-source";
import { extraUses, sqlNameOf } from "./table-uses";

/**
 * The text of a table's file without a column: gone from the schema with its indexes and checks, and from
 * guards, masks, views and the other lists of its rules. Unchanged where there is no such column.
 * @throws AuthorError where it decides whose a row is or who may do something: that is changed first
 */
export function dropColumn(text: string, table: DeclaredTable, column: string): string {
  const { source, columns } = columnsOf(table, text);
  const property = findProperty(columns, column);
  if (!property) return text;
  refuseKeyColumn(text, table, column);
  const { settings } = settingsOf(table.path, table.name)(text);
  for (const name of columnNames(settings, column))
    if (name.kind === "condition" && "property" in name)
      throw refuseByHand(source, name.property.start, `${name.path} decides by ${column}`);
  const without = dropExtras(dropNames(text, table, column), table, column);
  const now = columnsOf(table, without);
  const own = findProperty(now.columns, column);
  return own ? removeItem(now.source, propertiesOf(now.columns), own) : without;
}

/** @throws AuthorError for the primary key and for a column that says whose a row is */
export function refuseKeyColumn(text: string, table: DeclaredTable, column: string): void {
  const { source, columns } = columnsOf(table, text);
  const at = findProperty(columns, column)?.start ?? 0;
  if (table.primaryKey.name === column) throw refuseByHand(source, at, `${column} is the primary key`);
  if (scopeOf(settingsOf(table.path, table.name)(text)).columns.includes(column))
    throw refuseByHand(source, at, `the firewall knows by ${column} whose a row is`);
}

/** One name after the other, each on a fresh tree. */
function dropNames(text: string, table: DeclaredTable, column: string): string {
  const { settings } = settingsOf(table.path, table.name)(text);
  const [name] = columnNames(settings, column);
  return name ? dropNames(dropName(text, table, name), table, column) : text;
}

function dropName(text: string, table: DeclaredTable, name: ColumnName): string {
  const read = settingsOf(table.path, table.name);
  const { source } = read(text);
  if ("property" in name) return removeItem(source, propertiesOf(name.object), name.property);
  if (name.list) return removeItem(source, elementsOf(name.list), name.node);
  // A setting that is about one column says nothing without it.
  const [setting = ""] = name.path.split(".");
  return removeValue(text, read, setting === "firewall" ? name.path.split(".") : [setting]);
}

/** Without the indexes and checks over the column. */
function dropExtras(text: string, table: DeclaredTable, column: string): string {
  const { source, call } = columnsOf(table, text);
  const callback = call.arguments[2];
  const [name] = chainOf(table, text, column).builder.arguments;
  const [use] = extraUses(source, callback, column, sqlNameOf(name, column));
  if (!use) return text;
  const list = callback?.type === "ArrowFunctionExpression" ? callback.body : undefined;
  const inside = (item: { start: number; end: number } | null) =>
    item !== null && item.start <= use.start && use.end <= item.end;
  const item = list?.type === "ArrayExpression" ? list.elements.find(inside) : undefined;
  if (list?.type !== "ArrayExpression" || !item)
    throw refuseByHand(source, use.start, "the table's indexes are no array literal");
  return dropExtras(removeItem(source, elementsOf(list), item), table, column);
}
