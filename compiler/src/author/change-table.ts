import { addColumn } from "./add-column";
import { AuthorError } from "./author-error";
import { checkColumnsGiven } from "./check-fields";
import { fieldOf, settingKeys, settingValue } from "./check-setting";
import type { ColumnInput } from "./fields";
import { tablesIn } from "./parsed-source";
import { resolveReferences } from "./references";
import { removeValue, setValue } from "./set-value";
import type { SourceEdit, Sources } from "./source-edit";
import { settingsOf } from "./table-source";
import { unknownTable } from "./unknown-table";

export interface ChangeTableInput {
  /** Table by its export name; unique in the project. */
  table: string;
  /** Columns to add, with their guards and masks. */
  columns: readonly ColumnInput[];
  /** Path of a setting, e.g. `crud.list.access` → its new value. */
  set: Readonly<Record<string, unknown>>;
  /** Paths of settings to take away. */
  remove: readonly string[];
}

/**
 * Changes a table's definition: adds columns, then removes, then sets its rules. Everything else keeps its
 * place, layout and comments.
 * @param sources every definition file of the project
 * @throws AuthorError when a name is unusable or taken, or a part is computed and so for its author to edit
 */
export function changeTable(input: ChangeTableInput, sources: Sources): SourceEdit {
  const { columns, set, remove } = input;
  if (columns.length + remove.length + Object.keys(set).length === 0)
    throw new AuthorError("set", "nothing is asked for: give columns, set or remove.");
  const tables = [...sources].flatMap(([path, text]) => tablesIn(path, text));
  const table = tables.find(({ name }) => name === input.table);
  if (!table) throw unknownTable("table", input.table, tables);
  checkColumnsGiven(columns);
  const removed = remove.map((path, index) => settingKeys(`remove[${index}]`, path));
  const changed = Object.entries(set).map(([path, value]) => {
    const keys = settingKeys("set", path);
    return { keys, value: settingValue(keys, value, fieldOf(path)) };
  });

  const others = tables.filter(({ name }) => name !== table.name);
  const { references, imports } = resolveReferences(columns, table.name, table.path, others);
  const before = sources.get(table.path) ?? "";
  const read = settingsOf(table.path, table.name);
  let after = before;
  for (const column of columns) {
    const target = references.get(column.name);
    const from = imports.find(({ table: name }) => name === target?.table)?.from;
    after = addColumn(after, table, { column, target, from });
  }
  for (const keys of removed) after = removeValue(after, read, keys);
  for (const { keys, value } of changed) after = setValue(after, read, keys, value);
  return { path: table.path, before, after };
}
