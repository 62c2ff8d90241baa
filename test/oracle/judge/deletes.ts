import type { Row, TableSpec, World } from "../spec";
import { softDeletes } from "../spec";
import { admits } from "./access";
import { inTenant, notFound, reaches } from "./firewall";
import type { Refusal, Standing } from "./standing";
import { type Asking, NOW, refusedRow, rowOf } from "./writes";

/** The row that may be deleted, or why not. A row that others point at stays where deletes are hard. */
export function deletable(
  table: TableSpec,
  id: unknown,
  world: World,
  { who, access }: Asking,
): Row | Refusal {
  const row = rowOf(table, id, world);
  if (!row || !reaches(table, row, who)) return notFound(table);
  if (!admits(access, who, row, table)) return refusedRow(table, row, who);
  const holders = table.crud.delete?.mode === "hard" ? pointers(table, row, world) : [];
  return holders.some((holder) => holder !== row) ? { status: 400, code: "FK_NOT_FOUND" } : row;
}

/** Every row that points at this one, whoever may see it. */
export const pointers = (table: TableSpec, row: Row, world: World): Row[] =>
  childrenOf(table, world).flatMap(({ child, key }) =>
    (world.rows.get(child.name) ?? []).filter((other) => other[key] === row.id),
  );

/** The tables once these rows are gone, with what hangs on them where deletes are soft. */
export function without(table: TableSpec, gone: Row[], world: World, who: Standing): Map<string, Row[]> {
  const rows = world.rows.get(table.name) ?? [];
  if (table.crud.delete?.mode === "hard")
    return new Map([[table.name, rows.filter((row) => !gone.includes(row))]]);
  const after = new Map(world.rows);
  markDeleted(table, gone, world, who, after);
  return after;
}

const childrenOf = (table: TableSpec, world: World) =>
  world.tables.flatMap((child) =>
    child.columns.filter(({ references }) => references === table.name).map(({ key }) => ({ child, key })),
  );

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
  const rows = after.get(table.name) ?? [];
  after.set(
    table.name,
    rows.map((row) => (ids.includes(row.id ?? null) ? { ...row, ...marks } : row)),
  );
  for (const { child, key } of childrenOf(table, world)) {
    const below = (after.get(child.name) ?? []).filter(
      (row) =>
        ids.includes(row[key] ?? null) &&
        softDeletes(child) &&
        row.deletedAt === null &&
        inTenant(child, row, who),
    );
    if (below.length > 0) markDeleted(child, below, world, who, after);
  }
}
