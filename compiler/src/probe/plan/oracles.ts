import type { TableModel } from "../../2-model/project-model";
import type { Cell } from "./cells";
import { columnOf } from "./comparison";
import type { PlanContext } from "./context";
import { refusalOf, refused } from "./context";
import type { Identity } from "./identities";
import type { PlantedRow } from "./planter";
import type { Expectation, Target } from "./probe";
import { fieldsOf, listed, rowsAnswer, wholeList } from "./reads";
import { hiddenColumns, isMasked, isVisible } from "./visibility";

const notUsable = (): Expectation => refused(400, "VALIDATION_FAILED");

/**
 * What a caller sees masked, or not at all, it cannot filter, sort or search by; who sees it can. With
 * the value known, each question that is answered would confirm a guess.
 */
export function planOracles(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  planSearch(context, target, all);
  for (const identity of context.identities) {
    if (refusalOf(route, table, identity.standing)) continue;
    const rows = listed(table, route.access, identity.standing, all);
    if (!rows) continue;
    const hidden = hiddenColumns(table, identity.standing);
    for (const column of Object.keys(table.masking)) {
      const row = rows.find(({ cells }) => cells[column] !== null && cells[column] !== undefined);
      if (!row) context.miss(target, identity, `no row has a value in ${column} to ask about`);
      else if (!fieldsOf(target).includes(column)) outside(context, target, identity, column, row);
      else if (hidden.includes(column)) askHidden(context, target, identity, table, column, row, rows);
      else askOpen(context, target, identity, table, column, row, rows);
    }
  }
}

/** Searching finds the rows that hold the text, in reach; and of a bystander's none. */
function planSearch(context: PlanContext, target: Target, all: PlantedRow[]): void {
  const { table, model: route } = target;
  if (!table || !route) return;
  const fields = fieldsOf(target);
  for (const identity of context.identities) {
    if (refusalOf(route, table, identity.standing)) continue;
    const rows = listed(table, route.access, identity.standing, all);
    if (!rows?.length) continue;
    const open = table.searchable.filter((column) => fields.includes(column) && !table.masking[column]);
    for (const column of open) {
      const [row] = rows.filter(({ markers }) => markers[column] !== undefined);
      if (row) search(context, target, identity, column, row, [row]);
      const other = all.find((one) => one.table === table.name && !isVisible(table, identity.standing, one));
      if (other) search(context, target, identity, column, other, []);
    }
    if (open.length > 0) return;
  }
}

function ask(target: Target, query: Record<string, string>): { method: string; path: string } {
  return { method: "GET", path: `${target.model?.path}?${new URLSearchParams(query)}` };
}

/** A column that the route does not answer is no filter of it either. */
function outside(
  context: PlanContext,
  target: Target,
  identity: Identity,
  column: string,
  row: PlantedRow,
): void {
  const value = String(row.cells[column]);
  const queries: Record<string, string>[] = [{ [column]: value }, { sort: column }, { fields: column }];
  for (const query of queries) {
    const says = `asks by ${column}, which the route does not answer (${Object.keys(query)[0]})`;
    context.add(target, identity, {
      family: "oracle",
      says,
      request: ask(target, query),
      expect: notUsable(),
      rows: [row],
    });
  }
  search(context, target, identity, column, row, []);
}

function askHidden(
  context: PlanContext,
  target: Target,
  identity: Identity,
  table: TableModel,
  column: string,
  row: PlantedRow,
  rows: PlantedRow[],
): void {
  const value = String(row.cells[column]);
  const queries: Record<string, string>[] = [
    { [column]: value },
    { [`${column}.like`]: value.slice(0, -1) },
    { [`${column}.gt`]: "a" },
    { [`${column}.ne`]: value },
    { [`${column}.in`]: `${value},x` },
    { sort: column },
    { sort: `-${column}` },
  ];
  for (const query of queries) {
    const says = `asks by the masked ${column} (${Object.keys(query)[0]})`;
    context.add(target, identity, {
      family: "oracle",
      says,
      request: ask(target, query),
      expect: notUsable(),
      rows: [row],
    });
  }
  const key = table.id.column;
  const fields = fieldsOf(target).filter((name) => name === column || name === key);
  context.add(target, identity, {
    family: "masking",
    says: `asks for the field ${column} alone`,
    request: wholeList(target, { fields: fields.join() }),
    expect: rowsAnswer(context, target, table, identity.standing, rows, fields),
    rows,
  });
  search(context, target, identity, column, row, []);
}

/** The positive control: who sees a value finds by it. */
function askOpen(
  context: PlanContext,
  target: Target,
  identity: Identity,
  table: TableModel,
  column: string,
  row: PlantedRow,
  rows: PlantedRow[],
): void {
  if (isMasked(table, column, identity.standing, row.cells)) return;
  const { query, finds } = question(table, column, row);
  const hits = rows.filter(({ cells }) => finds(cells[column] ?? null));
  context.add(target, identity, {
    family: "oracle",
    says: `filters by ${column}, which it sees`,
    request: wholeList(target, query),
    expect: rowsAnswer(context, target, table, identity.standing, hits),
    rows: [row],
  });
  if (table.searchable.includes(column)) search(context, target, identity, column, row, hits);
}

/** A question about a column that every type of it answers, and the cells that it finds. */
function question(
  table: TableModel,
  column: string,
  row: PlantedRow,
): { query: Record<string, string>; finds: (cell: Cell) => boolean } {
  const wanted = row.cells[column] ?? null;
  const type = columnOf(table, column)?.dataType;
  // The model does not say whether a moment stands in seconds or in milliseconds; after 1970 it is in both.
  if (type === "date")
    return { query: { [`${column}.gt`]: "1970-01-01T00:00:00Z" }, finds: (cell) => cell !== null };
  if (type === "string" || type === "number" || type === "boolean")
    return { query: { [column]: String(wanted) }, finds: (cell) => cell === wanted };
  // No text in a URL stands for any other value; such a column can be sorted by.
  return { query: { sort: column }, finds: () => true };
}

/** Searching for the marker of a value finds the rows given. */
function search(
  context: PlanContext,
  target: Target,
  identity: Identity,
  column: string,
  row: PlantedRow,
  hits: PlantedRow[],
): void {
  const marker = row.markers[column];
  const { table } = target;
  if (marker === undefined || !table) return;
  context.add(target, identity, {
    family: "oracle",
    says: `searches for a value of ${column}`,
    request: wholeList(target, { search: marker }),
    expect: rowsAnswer(context, target, table, identity.standing, hits),
    rows: [row],
  });
}
