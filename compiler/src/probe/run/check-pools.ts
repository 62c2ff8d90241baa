import type { ProjectModel, TableModel } from "../../2-model/project-model";
import { sqlLiteral } from "../plan/cells";
import { checkedColumns, combinations } from "../plan/check-choices";
import { type CheckedColumn, type CheckPool, Checks } from "../plan/checks";
import { Planter } from "../plan/planter";
import type { BootedApp } from "./booted-app";

/** Combinations in one statement: D1 takes one of limited length. */
const portion = 500;

/**
 * Asks the app's own database which values its CHECKs let through. Nothing is written: the expressions
 * are evaluated over rows that stand in the statement. A CHECK that cannot be evaluated so tells nothing.
 */
export async function findCheckPools(app: Pick<BootedApp, "sql">, model: ProjectModel): Promise<Checks> {
  const pools = new Map<string, CheckPool>();
  for (const table of model.features.flatMap(({ tables }) => tables)) {
    if (table.checks.length === 0) continue;
    const columns = checkedColumns(table, new Planter(model).plant(table).cells);
    const passing = await passingOf(app, table, columns).catch(() => undefined);
    if (passing) pools.set(table.name, { columns, passing });
  }
  return new Checks(pools);
}

async function passingOf(
  app: Pick<BootedApp, "sql">,
  table: TableModel,
  columns: CheckedColumn[],
): Promise<number[][]> {
  const all = combinations(columns);
  const passing: number[][] = [];
  for (let start = 0; start < all.length; start += portion) {
    const some = all.slice(start, start + portion);
    const [rows = []] = await app.sql("features", [question(table, columns, some)]);
    const places = rows.map(({ qb_place: place }) => Number(place)).sort((a, b) => a - b);
    passing.push(...places.flatMap((place) => some.slice(place, place + 1)));
  }
  return passing;
}

/** As the table's own rows: SQLite lets through what a CHECK makes true, and NULL. */
function question(table: TableModel, columns: CheckedColumn[], some: number[][]): string {
  const cells = some.map((places) =>
    columns.map(({ choices }, index) => choices[places[index] ?? 0] ?? null),
  );
  const names = columns.map(({ name }, index) => {
    const dbName = table.columns.find((column) => column.name === name)?.dbName ?? name;
    return `json_extract(value, '$[${index}]') AS "${dbName}"`;
  });
  const source = `SELECT key AS qb_place, ${names.join(", ")} FROM json_each(${sqlLiteral(JSON.stringify(cells))})`;
  const conditions = table.checks.map(({ sql }) => `coalesce((${sql}), 1)`);
  return `SELECT qb_place FROM (${source}) AS "${table.dbName}" WHERE ${conditions.join(" AND ")}`;
}
