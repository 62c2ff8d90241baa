import type { Row, TableSpec, World } from "../spec";
import type { Fields } from "./body";
import { reaches } from "./firewall";
import type { Refusal, Standing } from "./standing";

/** Stands for an id that the app makes. */
export const NEW_ID = "#new";

/** The refusal of a key that points at no row which the caller's firewall shows. */
export function missingKey(
  table: TableSpec,
  row: Row,
  given: Fields,
  world: World,
  who: Standing,
): Refusal | undefined {
  const missing = table.columns.find(({ key, references }) => {
    if (references === undefined || given[key] === undefined || given[key] === null) return false;
    const target = world.tables.find(({ name }) => name === references);
    const found = world.rows.get(references)?.find(({ id }) => id === row[key]);
    return !target || !found || !reaches(target, found, who);
  });
  return missing && { status: 400, code: "FK_NOT_FOUND", fields: [missing.key] };
}

/** Whether two rows of the table cannot stand beside each other. NULL equals nothing. */
export function clash(table: TableSpec, left: Row, right: Row): boolean {
  const alone = table.columns.filter(({ key, unique }) => unique || key === "id");
  const uniques = [...alone.map(({ key }) => ({ columns: [key], living: false })), ...(table.uniques ?? [])];
  return uniques.some(
    ({ columns, living }) =>
      (!living || (isLiving(left) && isLiving(right))) &&
      columns.every((key) => isValue(left[key]) && left[key] === right[key]),
  );
}

const isLiving = (row: Row) => (row.deletedAt ?? null) === null;
const isValue = (value: Row[string] | undefined) => value !== undefined && value !== null && value !== NEW_ID;
