import { posix } from "node:path";
import { findActions } from "./actions-file";
import { addColumn } from "./add-column";
import { addConstraints } from "./add-extras";
import { allOrRefusals } from "./all-refusals";
import { AuthorError } from "./author-error";
import { changeColumn, removeFromColumn } from "./change-column";
import { type ChangePath, changePath } from "./change-path";
import { checkColumnsGiven } from "./check-fields";
import { actionValue, fieldOf, settingValue } from "./check-setting";
import type { ColumnInput, ConstraintInput } from "./fields";
import { isJson, type Json } from "./json-value";
import { type DeclaredTable, tablesIn } from "./parsed-source";
import { resolveReferences } from "./references";
import { appendValues, type ReadSettings, removePath, setValue, valueAt } from "./set-value";
import { actionSettings } from "./settings-source";
import type { Sources } from "./source-edit";
import { type ChangedTable, editOf, rewrite, type TableChange } from "./table-change";
import { settingsOf } from "./table-source";
import { unknownTable } from "./unknown-table";

export interface ChangeTableInput {
  /** Table by its export name; unique in the project. */
  table: string;
  /** Columns to add, with their guards and masks. */
  columns: readonly ColumnInput[];
  /** Indexes and checks to add; they may be over the new columns. */
  constraints?: readonly ConstraintInput[] | undefined;
  /** Path, e.g. `crud.list.access`, `columns.stage.enum+` or `actions.close.access` → value. */
  set: Readonly<Record<string, unknown>>;
  /** Paths to take away. */
  remove: readonly string[];
}

/**
 * Changes a table's definition: adds columns, then removes, then sets rules, parts of columns and of its
 * actions. Everything else keeps its place, layout and comments.
 * @param sources every definition file of the project, and its configuration
 * @param migrated columns that exist in databases, as `table.column` in SQL names: a rename of one needs a hint
 * @throws AuthorError when a name is unusable or taken, or a part is computed and so for its author to edit
 */
export function changeTable(
  input: ChangeTableInput,
  sources: Sources,
  migrated: ReadonlySet<string> = new Set(),
): ChangedTable {
  const { columns, constraints = [], set, remove } = input;
  if (columns.length + constraints.length + remove.length + Object.keys(set).length === 0)
    throw new AuthorError(
      "set",
      "nothing is asked for: give columns, constraints, set or remove; to write a plan, give its hash as apply.",
    );
  const tables = [...sources].flatMap(([path, text]) => tablesIn(path, text));
  const table = tables.find(({ name }) => name === input.table);
  if (!table) throw unknownTable("table", input.table, tables);
  checkColumnsGiven(columns);
  const asked = [
    ...remove.map((path, index) => ({ path, field: `remove[${index}]`, value: undefined })),
    ...Object.entries(set).map(([path, value]) => ({ path, field: "set", value: { given: value } })),
  ];
  const steps = allOrRefusals(asked, ({ path, field, value }): Step => {
    if (!value) return { target: changePath(field, path, "remove") };
    const target = changePath(field, path, "set");
    return { target, value: checkedValue(target, value.given, fieldOf(path)) };
  });

  const change: TableChange = { files: new Map(sources), table, migrated, gone: [] };
  addColumns(change, columns, tables);
  rewrite(change, table.path, (text) => addConstraints(text, table, constraints));
  allOrRefusals(steps, (step) => carryOut(change, step));
  return editOf(change, sources);
}

/** One path of a call; without a value it is taken away. */
interface Step {
  target: ChangePath;
  value?: Json;
}

function carryOut(change: TableChange, { target, value }: Step): void {
  if (value === undefined) {
    if (target.of === "column") removeFromColumn(change, target);
    else takeAway(change, target);
  } else if (target.of === "column") changeColumn(change, target, value);
  else give(change, target, value);
}

function checkedValue(target: ChangePath, value: unknown, field: string): Json {
  if (target.of === "column") {
    // What its part may be is known where the column is.
    if (isJson(value)) return value;
    throw new AuthorError(field, `${field}: give JSON.`);
  }
  const whole = target.append ? [value].flat() : value;
  return target.of === "action"
    ? actionValue(target.keys, whole, field)
    : settingValue(target.keys, whole, field);
}

function addColumns(
  { files, table }: TableChange,
  columns: readonly ColumnInput[],
  tables: readonly DeclaredTable[],
): void {
  const others = tables.filter(({ name }) => name !== table.name);
  const { references, imports } = resolveReferences(columns, table.name, table.path, others);
  for (const column of columns) {
    const target = references.get(column.name);
    const from = imports.find(({ table: name }) => name === target?.table)?.from;
    files.set(table.path, addColumn(files.get(table.path) ?? "", table, { column, target, from }));
  }
}

type SettingPath = Exclude<ChangePath, { of: "column" }>;

function takeAway(change: TableChange, target: SettingPath): void {
  const place = placeOf(change, target);
  if (place) rewrite(change, place.path, (text) => removePath(text, place.read, target.keys));
}

function give(change: TableChange, target: SettingPath, value: Json): void {
  const place = placeOf(change, target);
  const [action = ""] = target.keys;
  if (!place)
    throw new AuthorError("set", `there is no action "${action}": add_action writes it.`, "NOT_FOUND");
  rewrite(change, place.path, (text) =>
    target.append && Array.isArray(value)
      ? appendValues(text, place.read, target.keys, value)
      : setValue(text, place.read, target.keys, value),
  );
}

/** The file and the object literal that a path counts from; `undefined` for an action that is not there. */
function placeOf(
  { files, table }: TableChange,
  target: SettingPath,
): { path: string; read: ReadSettings } | undefined {
  if (target.of === "rules") return { path: table.path, read: settingsOf(table.path, table.name) };
  const found = findActions(posix.dirname(table.path), table, files);
  if (found.kind === "new") return undefined;
  const { path, text } = found.source;
  const read = actionSettings(path);
  const [name = ""] = target.keys;
  return valueAt(read(text), [name]) ? { path, read } : undefined;
}
