import type { Cell, RequestSpec, Row, TableSpec, World } from "../spec";
import { allColumns, organizationColumn, ownerColumn, softDeletes, teamColumn } from "../spec";
import { admits } from "./access";
import { judgeBody } from "./body";
import { inTenant, notFound, reaches } from "./firewall";
import { isRefusal, type Refusal, type Standing } from "./standing";

/** Stands for the time of the request in a predicted row. */
export const NOW = "#now";
/** Stands for an id that the app makes. */
export const NEW_ID = "#new";

/** What a write does: the tables after it, and the row it answers with. */
export interface Effect {
  rows: Map<string, Row[]>;
  row?: Row;
}

export function judgeCreate(
  table: TableSpec,
  request: RequestSpec,
  world: World,
  who: Standing,
): Effect | Refusal {
  const body = judgeBody(table, "create", request.body);
  if (isRefusal(body)) return body;
  const owner = ownerColumn(table);
  const organization = organizationColumn(table);
  const team = teamColumn(table);
  if (owner !== undefined && who.userId === undefined) return { status: 401, code: "AUTH_MISSING" };
  const row: Row = {};
  for (const column of allColumns(table)) {
    row[column.key] = (body.fields[column.key] as Cell | undefined) ?? null;
    if (body.fields[column.key] === undefined) row[column.key] = column.default ?? null;
  }
  Object.assign(row, { id: NEW_ID, createdAt: NOW, modifiedAt: NOW });
  row.createdBy = row.modifiedBy = who.userId ?? "system";
  if (owner !== undefined) row[owner] = who.userId ?? null;
  if (organization !== undefined) row[organization] = who.orgId ?? null;
  if (team !== undefined) row[team] = who.teamId ?? null;
  if (!admits(table.crud.create?.access ?? {}, who, row, table))
    return { status: 403, code: "ACCESS_CONDITION_FAILED" };
  const rows = world.rows.get(table.name) ?? [];
  const refused = constraints(table, row, body.fields, rows, world, who);
  return refused ?? { rows: new Map([[table.name, [...rows, row]]]), row };
}

export function judgeUpdate(
  table: TableSpec,
  request: RequestSpec,
  world: World,
  who: Standing,
): Effect | Refusal {
  const body = judgeBody(table, "update", request.body);
  if (isRefusal(body)) return body;
  const rows = world.rows.get(table.name) ?? [];
  const row = rows.find(({ id }) => id === request.id);
  if (!row || !reaches(table, row, who)) return notFound(table);
  if (!admits(table.crud.update?.access ?? {}, who, row, table))
    return { status: 403, code: "ACCESS_CONDITION_FAILED" };
  const others = rows.filter((other) => other !== row);
  const refused = constraints(table, { ...row, ...cells(body.fields) }, body.fields, others, world, who);
  return refused ?? changed(table, rows, row, cells(body.fields), who);
}

const cells = (fields: Record<string, unknown>): Row => fields as Row;

/** The row with changes and their stamps. */
export function changed(table: TableSpec, rows: Row[], row: Row, changes: Row, who: Standing): Effect {
  const after = { ...row, ...changes, modifiedAt: NOW, modifiedBy: who.userId ?? "system" };
  return { rows: new Map([[table.name, rows.map((other) => (other === row ? after : other))]]), row: after };
}

/** Keys must point at rows the caller's firewall shows; unique values must be new in the whole table. */
function constraints(
  table: TableSpec,
  row: Row,
  given: Record<string, unknown>,
  others: Row[],
  world: World,
  who: Standing,
): Refusal | undefined {
  for (const { key, references } of table.columns) {
    if (references === undefined || given[key] === undefined || given[key] === null) continue;
    const target = world.tables.find(({ name }) => name === references);
    const found = world.rows.get(references)?.find(({ id }) => id === row[key]);
    if (!target || !found || !reaches(target, found, who))
      return { status: 400, code: "FK_NOT_FOUND", fields: [key] };
  }
  const clash = table.columns.some(
    ({ key, unique }) => unique && row[key] !== null && others.some((other) => other[key] === row[key]),
  );
  return clash ? { status: 409, code: "UNIQUE_VIOLATION" } : undefined;
}

export function judgeDelete(
  table: TableSpec,
  request: RequestSpec,
  world: World,
  who: Standing,
): Effect | Refusal {
  const rows = world.rows.get(table.name) ?? [];
  const row = rows.find(({ id }) => id === request.id);
  if (!row || !reaches(table, row, who)) return notFound(table);
  if (!admits(table.crud.delete?.access ?? {}, who, row, table))
    return { status: 403, code: "ACCESS_CONDITION_FAILED" };
  if (table.crud.delete?.mode === "hard") {
    if (childrenOf(table, world).some(({ child, key }) => pointers(child, key, [row], world).length > 0))
      return { status: 400, code: "FK_NOT_FOUND" };
    return { rows: new Map([[table.name, rows.filter((other) => other !== row)]]) };
  }
  const effect: Effect = { rows: new Map() };
  markDeleted(table, [row], world, who, effect.rows);
  return effect;
}

const childrenOf = (table: TableSpec, world: World) =>
  world.tables.flatMap((child) =>
    child.columns.filter(({ references }) => references === table.name).map(({ key }) => ({ child, key })),
  );

const pointers = (child: TableSpec, key: string, parents: Row[], world: World): Row[] =>
  (world.rows.get(child.name) ?? []).filter((row) => parents.some(({ id }) => id === row[key]));

/** Marks rows and, through every level, the living rows of their tenant that point at them. */
function markDeleted(
  table: TableSpec,
  gone: Row[],
  world: World,
  who: Standing,
  after: Map<string, Row[]>,
): void {
  const actor = who.userId ?? "system";
  const marks = { deletedAt: NOW, deletedBy: actor, modifiedAt: NOW, modifiedBy: actor };
  const ids = gone.map(({ id }) => id);
  const rows = after.get(table.name) ?? world.rows.get(table.name) ?? [];
  after.set(
    table.name,
    rows.map((row) => (ids.includes(row.id ?? null) ? { ...row, ...marks } : row)),
  );
  for (const { child, key } of childrenOf(table, world)) {
    const below = pointers(child, key, gone, world).filter(
      (row) => softDeletes(child) && row.deletedAt === null && inTenant(child, row, who),
    );
    if (below.length > 0) markDeleted(child, below, world, who, after);
  }
}
