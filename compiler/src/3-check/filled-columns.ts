import { z } from "zod";
import type { Operand } from "../../runtime/src/lib/policy";
import { computedColumns } from "../2-model/crud";
import { positionOf, removeEdit, replaceValueEdit } from "../2-model/positions";
import type { ColumnModel, TableModel, ValidationRule } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";
import { unknownKeys } from "./columns";
import { checkContextPath, impossible, isContextPath } from "./conditions";
import { systemReason } from "./guards";

/** Where a table says what the app fills in, and the columns named there. */
type Filled = [path: string, columns: object];

/** Defaults and computed columns are columns that nobody else writes, with values that these can have. */
export function checkFilledColumns(table: TableModel): Diagnostic[] {
  const { create, update } = table.crud;
  const filled: Filled[] = [
    ["crud.create.defaults", create?.defaults ?? {}],
    ["crud.create.computed", create?.computed ?? {}],
    ["crud.update.computed", update?.computed ?? {}],
  ];
  return [
    ...filled.flatMap(([path, columns]) => unknownKeys(table, columns, path)),
    ...filled.flatMap((each) => checkSystemColumns(table, each)),
    ...checkWritable(table),
    ...checkDefaults(table),
  ];
}

function checkSystemColumns(table: TableModel, [path, columns]: Filled): Diagnostic[] {
  const { name, guards, positions } = table;
  return Object.keys(columns).flatMap((column) => {
    const model = table.columns.find((candidate) => candidate.name === column);
    const reason = model?.generated
      ? "a generated column"
      : guards.systemManaged.includes(column) || model?.primaryKey
        ? systemReason(table, column)
        : undefined;
    if (reason === undefined) return [];
    const at = `${path}.${column}`;
    const params = { table: name, path, column, reason };
    const edit = removeEdit(positions, at);
    return [diagnostics.CRUD_FILLED_SYSTEM_COLUMN(params, positionOf(positions, at), edit)];
  });
}

/** A computed value replaces whatever a client sent, so a client must not be let believe that it may write. */
function checkWritable(table: TableModel): Diagnostic[] {
  const { name, crud, guards, positions } = table;
  const computed = computedColumns(crud);
  return (["createable", "updatable", "immutable"] as const).flatMap((list) =>
    guards[list].flatMap((column, index) => {
      if (!computed.includes(column)) return [];
      const at = `guards.${list}.${index}`;
      const edit = removeEdit(positions, at);
      return [
        diagnostics.CRUD_COMPUTED_WRITABLE({ table: name, column, list }, positionOf(positions, at), edit),
      ];
    }),
  );
}

function checkDefaults(table: TableModel): Diagnostic[] {
  const { name, crud, positions, validation } = table;
  const { defaults = {}, computed = {} } = crud.create ?? {};
  return Object.entries(defaults).flatMap(([key, value]) => {
    const at = `crud.create.defaults.${key}`;
    const column = table.columns.find((candidate) => candidate.name === key);
    if (!column) return [];
    const position = positionOf(positions, at);
    if (Object.hasOwn(computed, key)) {
      const params = { table: name, column: key };
      return [diagnostics.CRUD_DEFAULT_COMPUTED(params, position, removeEdit(positions, at))];
    }
    if (isContextPath(value) && column.dataType === "string")
      return checkContextPath(value, at, `\`${at}\` of table \`${name}\``, positions);
    const hint = unfit(value, column, validation[key]);
    if (hint === undefined) return [];
    const near = typeof value === "string" ? nearest(value, column.enumValues ?? []) : undefined;
    const edit = near === undefined ? undefined : replaceValueEdit(positions, at, JSON.stringify(near));
    const params = { table: name, column: key, value: String(value), hint };
    return [diagnostics.CRUD_DEFAULT_IMPOSSIBLE(params, position, edit)];
  });
}

/** Why the API would refuse the value in this column, as a hint. */
function unfit(value: Operand, column: ColumnModel, rule: ValidationRule = {}): string | undefined {
  const { dataType, sqlType } = column;
  if (isContextPath(value)) return "Values of `$ctx` are text, and the column is not.";
  const hint = impossible(value, column);
  if (hint !== undefined || value === null) return hint;
  if (dataType === "date" && !z.iso.datetime({ offset: true }).safeParse(value).success)
    return "Write a time in ISO 8601 with a zone, such as `2026-01-31T12:00:00Z`.";
  if (dataType === "bigint" && !/^-?\d+$/.test(String(value))) return "Write a whole number as text.";
  if (dataType === "number" && sqlType === "integer" && !Number.isInteger(value))
    return "Write a whole number.";
  return breaks(value, rule) ? "`validation` refuses it." : undefined;
}

function breaks(value: string | number | boolean, rule: ValidationRule): boolean {
  if (rule.enum && typeof value !== "boolean" && !rule.enum.includes(value)) return true;
  if (typeof value === "number") return value < (rule.min ?? value) || value > (rule.max ?? value);
  if (typeof value === "boolean") return false;
  return (
    value.length < (rule.minLength ?? 0) ||
    value.length > (rule.maxLength ?? value.length) ||
    (rule.pattern !== undefined && !matches(rule.pattern, value)) ||
    (rule.email === true && !z.email().safeParse(value).success) ||
    (rule.url === true && !z.url().safeParse(value).success)
  );
}

/** A pattern that is none is reported by itself. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return true;
  }
}
