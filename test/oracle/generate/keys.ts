import type { Prng } from "../prng";
import { type AccessSpec, allColumns, type ColumnSpec, type TableSpec } from "../spec";
import { generateAccess } from "./access";

/** Columns that point at rows by the definition alone: at the parent's table, and at their own. */
export function generateKeys(random: Prng, name: string, columns: ColumnSpec[]): ColumnSpec[] {
  const text = (key: string, sqlName: string): ColumnSpec => ({ key, sqlName, kind: "text", notNull: false });
  const parent = columns.find(
    ({ references }) => references !== undefined && references !== name,
  )?.references;
  return [
    ...(parent !== undefined && random.chance(0.4) ? [{ ...text("buddy", "buddy"), points: parent }] : []),
    ...(random.chance(0.25) ? [{ ...text("kinId", "kin_id"), points: name }] : []),
  ];
}

/**
 * What stands for a row of the table. D1 binds 100 values per statement, and the compiler leaves out
 * labels that do not fit, so rules that ask about too much are made anew.
 */
export function generateDisplay(random: Prng, table: TableSpec): void {
  const columns = allColumns(table).filter(({ key }) => key !== "deletedAt");
  if (random.chance(0.5)) table.displayColumn = random.pick(columns).key;
  const { list, get } = table.crud;
  for (const reader of [list, get, ...Object.values(table.views)]) {
    while (reader && operandsOf(reader.access) > 4) reader.access = generateAccess(random, table, true);
  }
}

function operandsOf({ record = {}, or = [], and = [] }: AccessSpec): number {
  const own = Object.values(record).flatMap(Object.keys).length;
  return [...or, ...and].reduce((sum, part) => sum + operandsOf(part), own);
}
