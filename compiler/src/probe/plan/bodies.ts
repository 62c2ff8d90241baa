import type { ColumnModel, JsonValue, TableModel } from "../../2-model/project-model";
import type { BodyField } from "../../4-generate/features/field-schema";
import { answered, type Cell, moment } from "./cells";
import type { Checks } from "./checks";
import { columnOf, operandCell } from "./comparison";
import type { PlanContext } from "./context";
import { colleague, type Standing, tenantOf } from "./identities";
import { isUnique, type PlantedRow } from "./planter";
import { sampleOf } from "./sample";
import { contextValue } from "./visibility";

/** A body that a table takes, and the row it would make. */
export interface SampleBody {
  body: Record<string, JsonValue>;
  /** The new record as far as the body and the app's own stamps tell. */
  row: PlantedRow;
  /** A text column whose value stands nowhere else. */
  told: { column: string; marker: string } | undefined;
}

/**
 * Fills the fields of a body.
 * @param changed cells of the record that it changes; absent: it makes a new one
 * @returns or the required field for which no value can be told
 */
export function bodyOf(
  { planter }: PlanContext,
  table: TableModel,
  fields: BodyField[],
  who: Standing,
  changed?: Readonly<Record<string, Cell>>,
): SampleBody | { missing: string } {
  const body: Record<string, JsonValue> = {};
  const row = stamped(table, who);
  const wish = { tenant: tenantOf(who), owner: who.userId ?? colleague };
  let told: SampleBody["told"];
  const settled = planter.checks.settle(table, beside(planter.checks, table, fields, changed));
  if (!settled) return { missing: "what its CHECKs ask for" };
  for (const { name, schema, optional } of fields) {
    const column = columnOf(table, name);
    if (!column) continue;
    const marker = planter.marker();
    const target = column.references && planter.tableOf(column.references.table);
    const pointedAt = (one: TableModel) =>
      settled.apart.has(name) || isUnique(table, column)
        ? planter.plant(one, wish)
        : planter.parent(one, wish);
    const cell = settled.cells[name];
    let value: JsonValue | undefined;
    if (cell !== undefined) value = answered(column, cell) as JsonValue | undefined;
    else if (target && column.references)
      value = pointedAt(target).cells[column.references.column] ?? undefined;
    else value = sampleOf(schema, { marker, count: Number(marker.slice(2, -1)) });
    if (value === undefined || value === null) {
      if (optional) continue;
      return { missing: name };
    }
    body[name] = value;
    row.cells[name] = cellOf(value, column.dataType);
    if (typeof value === "string" && value.includes(marker)) {
      row.markers[name] = marker;
      planter.marks.set(marker, { row, column: name });
      told ??= { column: name, marker };
    }
  }
  fill(table, who, row);
  row.id = row.cells[table.id.column] ?? "";
  return { body, row, told };
}

/** What stands in the checked columns that a body does not fill. */
function beside(
  checks: Checks,
  table: TableModel,
  fields: BodyField[],
  changed: Readonly<Record<string, Cell>> | undefined,
): Record<string, Cell> {
  const fixed: Record<string, Cell> = {};
  for (const { name } of checks.columnsOf(table)) {
    const column = columnOf(table, name);
    if (!column || column.injected || fields.some((field) => field.name === name)) continue;
    if (table.firewall.scopes.some((scope) => scope.column === name)) continue;
    fixed[name] = changed ? (changed[name] ?? null) : defaultOf(column);
  }
  return fixed;
}

/** A default that is a plain value; null where there is none, or an expression. */
function defaultOf({ sqlDefault }: ColumnModel): Cell {
  if (typeof sqlDefault === "boolean") return sqlDefault ? 1 : 0;
  if (typeof sqlDefault === "number") return sqlDefault;
  const [, text] = /^'((?:[^']|'')*)'$/.exec(sqlDefault ?? "") ?? [];
  return text?.replaceAll("''", "'") ?? null;
}

/** What the app fills in where the body is silent; what it computes nobody can tell beforehand. */
function fill(table: TableModel, who: Standing, row: PlantedRow): void {
  const { defaults = {}, computed = {} } = table.crud.create ?? {};
  for (const [name, operand] of Object.entries(defaults)) {
    const column = columnOf(table, name);
    const cell = column && row.cells[name] === undefined ? operandCell(column, operand, who) : null;
    if (cell !== null && cell !== undefined) row.cells[name] = cell;
  }
  for (const name of Object.keys(computed)) delete row.cells[name];
}

/** The body's row becomes the record it changes, whose it is decides about who may see what was sent. */
export function putOnto({ body, row }: SampleBody, changed: PlantedRow): void {
  const sent = Object.fromEntries(Object.keys(body).map((name) => [name, row.cells[name] ?? null]));
  row.cells = { ...changed.cells, ...sent };
  row.markers = { ...changed.markers, ...row.markers };
}

/** What the app itself writes into a new row. */
function stamped(table: TableModel, who: Standing): PlantedRow {
  const cells: Record<string, Cell> = {};
  for (const { name, injected } of table.columns) {
    if (injected && /^(created|modified)By$/.test(name)) cells[name] = who.userId ?? "system";
  }
  for (const { column, source } of table.firewall.scopes) cells[column] = contextValue(who, source) ?? null;
  return { table: table.name, id: "", cells, deleted: false, says: "new", markers: {} };
}

function cellOf(value: JsonValue, dataType: string): Cell {
  if (dataType === "date") return moment;
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
}
