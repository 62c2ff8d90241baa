import type { AccessSpec, Cell, Row, TableSpec, World } from "../spec";
import { allColumns, organizationColumn, ownerColumn, teamColumn } from "../spec";
import { admits } from "./access";
import { type Fields, refusedFields, writable } from "./body";
import { clash, missingKey, NEW_ID } from "./constraints";
import { notFound, reaches } from "./firewall";
import { isRefusal, type Refusal, type Standing } from "./standing";

/** Stands for the time of the request in a predicted row. */
export const NOW = "#now";

/** One record to be written: past every layer but the database. */
export interface Plan {
  /** What the client sent. */
  given: Fields;
  /** The row that it changes; absent for a new one. */
  before?: Row;
  after: Row;
}

export const conditionFailed: Refusal = { status: 403, code: "ACCESS_CONDITION_FAILED" };

/** The refusal of a row by its condition; who may not read a row of a table that hides is told no more than of none. */
export function refusedRow(table: TableSpec, row: Row, who: Standing): Refusal {
  const { get, list } = table.crud;
  const readable =
    (get && admits(get.access, who, row, table)) || (list && admits(list.access, who, row, table, true));
  return table.firewall.errorMode === "hide" && !readable ? notFound(table) : conditionFailed;
}

/** The caller, and the access rule of the route. */
export interface Asking {
  who: Standing;
  access: AccessSpec;
}

export function planCreate(table: TableSpec, json: Fields, { who, access }: Asking): Plan | Refusal {
  const after = refusedFields(table, "create", json) ?? newRow(table, json, NEW_ID, who);
  if (isRefusal(after)) return after;
  return admits(access, who, after, table) ? { given: json, after } : conditionFailed;
}

/** A row with defaults, stamped with its tenant; an owner's table takes nothing of nobody's. */
function newRow(table: TableSpec, json: Fields, id: string, who: Standing): Row | Refusal {
  const owner = ownerColumn(table);
  const organization = organizationColumn(table);
  const team = teamColumn(table);
  if (owner !== undefined && who.userId === undefined) return { status: 401, code: "AUTH_MISSING" };
  const row: Row = {};
  for (const column of allColumns(table)) row[column.key] = cellOf(json, column);
  Object.assign(row, { id: table.clientIds && id === NEW_ID ? row.id : id, createdAt: NOW, modifiedAt: NOW });
  row.createdBy = row.modifiedBy = who.userId ?? "system";
  if (owner !== undefined) row[owner] = who.userId ?? null;
  if (organization !== undefined) row[organization] = who.orgId ?? null;
  if (team !== undefined) row[team] = who.teamId ?? null;
  return row;
}

const cells = (fields: Fields): Row => fields as Row;

const cellOf = (json: Fields, { key, default: fallback }: { key: string; default?: Cell }): Cell =>
  json[key] === undefined ? (fallback ?? null) : (cells(json)[key] ?? null);

export function planUpdate(
  table: TableSpec,
  id: unknown,
  json: Fields,
  world: World,
  { who, access }: Asking,
): Plan | Refusal {
  const refused = refusedFields(table, "update", json);
  if (refused) return refused;
  const row = rowOf(table, id, world);
  if (!row || !reaches(table, row, who)) return notFound(table);
  if (!admits(access, who, row, table)) return refusedRow(table, row, who);
  return { given: json, before: row, after: stamped({ ...row, ...cells(json) }, who) };
}

/** Creates or replaces. The access rule is asked of the row that is there, or of the new one. */
export function planPut(
  table: TableSpec,
  id: string,
  json: Fields,
  world: World,
  { who, access }: Asking,
): Plan | Refusal {
  const fresh = refusedFields(table, "put", json) ?? newRow(table, json, id, who);
  if (isRefusal(fresh)) return fresh;
  const row = rowOf(table, id, world);
  if (row && reaches(table, row, who)) {
    if (!admits(access, who, row, table)) return refusedRow(table, row, who);
    const replaced = writable(table, "put").map((column) => [column.key, cellOf(json, column)]);
    return {
      given: json,
      before: row,
      after: stamped({ ...row, ...Object.fromEntries(replaced) }, who),
    };
  }
  if (!admits(access, who, fresh, table)) return conditionFailed;
  return row ? notFound(table) : { given: json, after: fresh };
}

export const rowOf = (table: TableSpec, id: unknown, world: World): Row | undefined =>
  world.rows.get(table.name)?.find((row) => row.id === id);

/** A changed row with who changed it, and when. */
export const stamped = (row: Row, who: Standing): Row => ({
  ...row,
  modifiedAt: NOW,
  modifiedBy: who.userId ?? "system",
});

/** The table's rows with the plan carried out, or the refusal of the database. */
export function carryOut(
  table: TableSpec,
  { given, before, after }: Plan,
  rows: Row[],
  world: World,
  who: Standing,
): Row[] | Refusal {
  const missing = missingKey(table, after, given, world, who);
  if (missing) return missing;
  if (rows.some((row) => row !== before && clash(table, row, after)))
    return { status: 409, code: "UNIQUE_VIOLATION" };
  return before ? rows.map((row) => (row === before ? after : row)) : [...rows, after];
}
