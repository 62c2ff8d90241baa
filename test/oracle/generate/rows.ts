import { clash } from "../judge/constraints";
import { organizations, teams, userIds } from "../people";
import type { Prng } from "../prng";
import { allColumns, organizationColumn, ownerColumn, type Row, type TableSpec, teamColumn } from "../spec";
import { storedValue } from "./values";

/** Rows of every tenant and owner, some of them deleted, as only SQL could have written them. */
export function generateRows(
  random: Prng,
  table: TableSpec,
  parents: Map<string, Row[]>,
  count: number,
): Row[] {
  const taken = new Set<unknown>();
  const rows: Row[] = [];
  for (let index = 0; index < count; index++) {
    const row: Row = {};
    for (const column of allColumns(table)) {
      let value = storedValue(random, column, table.masking[column.key]?.type ?? "email");
      if (column.references !== undefined && value !== null)
        value = parentId(random, column.references === table.name ? rows : parents.get(column.references));
      if (column.points !== undefined && value !== null && random.chance(0.85))
        value = `${column.points}_r${random.int(0, count - 1)}`;
      if (column.unique && taken.has(value)) value = `${value}${index}`;
      if (column.unique) taken.add(value);
      row[column.key] = value;
    }
    Object.assign(row, { id: `${table.name}_r${index}`, ...audit(random) });
    const organization = organizationColumn(table);
    if (organization !== undefined)
      row[organization] = random.chance(0.7) ? "org_a" : random.pick(organizations);
    const team = teamColumn(table);
    if (team !== undefined) row[team] = random.chance(0.6) ? "team_red" : random.pick(Object.keys(teams));
    const owner = ownerColumn(table);
    if (owner !== undefined) row[owner] = random.pick(userIds);
    for (const { columns } of table.uniques ?? []) settleUnique(table, row, rows, columns.at(-1) ?? "");
    rows.push(row);
  }
  return rows;
}

const parentId = (random: Prng, rows: Row[] = []) =>
  rows.length > 0 ? (random.pick(rows).id ?? null) : null;

/** Another value where the row could not stand beside the others; in other scopes the same value may stand. */
function settleUnique(table: TableSpec, row: Row, rows: Row[], key: string): void {
  if (!rows.some((other) => clash(table, row, other))) return;
  const value = row[key] ?? null;
  row[key] = typeof value === "number" ? 2000 + rows.length : `${value}${rows.length}`;
}

function audit(random: Prng): Row {
  const time = () => `2026-0${random.int(1, 3)}-1${random.int(0, 5)}T08:00:00.000Z`;
  const deleted = random.chance(0.15);
  return {
    createdAt: time(),
    createdBy: random.chance(0.1) ? random.pick([null, "system", ""]) : random.pick(userIds),
    modifiedAt: time(),
    modifiedBy: random.pick([null, ...userIds]),
    deletedAt: deleted ? time() : null,
    deletedBy: deleted ? random.pick(userIds) : null,
  };
}
