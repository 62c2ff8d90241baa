import type { ProjectModel, TableModel } from "../../2-model/project-model";
import { isAudited } from "../../4-generate/app/databases";
import { sqlLiteral } from "../plan/cells";
import type { PlantedRow } from "../plan/planter";
import type { BootedApp } from "./booted-app";

/** Statements at once: D1 takes a request of limited size. */
const most = 100;

type Row = Record<string, unknown>;

/** What the app's databases hold. */
export interface Stored {
  /** Rows of each table by the text of their id, by column key. */
  tables: Map<string, Map<string, Row>>;
  /** Rows of the audit trail by the id of their request, by SQL name. */
  audit: Map<string, Row[]>;
}

/** Writes rows past the app. @returns those that the database refused, and why */
export async function plantRows(
  app: Pick<BootedApp, "sql">,
  model: ProjectModel,
  rows: PlantedRow[],
): Promise<Map<PlantedRow, string>> {
  const tables = new Map(
    model.features.flatMap((feature) => feature.tables.map((table) => [table.name, table])),
  );
  const refused = new Map<PlantedRow, string>();
  const write = (some: PlantedRow[]) =>
    app.sql(
      "features",
      some.map((row) => insert(tables.get(row.table), row)),
    );
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    const whole = await write(some).then(
      () => true,
      () => false,
    );
    if (whole) continue;
    for (const row of some) {
      await write([row]).catch((error: unknown) => {
        refused.set(row, error instanceof Error ? error.message : String(error));
      });
    }
  }
  return refused;
}

function insert(table: TableModel | undefined, { cells }: PlantedRow): string {
  const columns = table?.columns.filter(({ name }) => cells[name] !== undefined) ?? [];
  const names = columns.map(({ dbName }) => `"${dbName}"`).join(", ");
  const values = columns.map(({ name }) => sqlLiteral(cells[name] ?? null)).join(", ");
  return `INSERT INTO "${table?.dbName}" (${names}) VALUES (${values})`;
}

/** Everything the tables and the audit trail hold. */
export async function readStored(app: Pick<BootedApp, "sql">, model: ProjectModel): Promise<Stored> {
  const tables = model.features.flatMap((feature) => feature.tables);
  const results = await app.sql(
    "features",
    tables.map(({ dbName }) => `SELECT * FROM "${dbName}"`),
  );
  const [trail = []] = isAudited(model) ? await app.sql("audit", ["SELECT * FROM audit_events"]) : [];
  const audit = new Map<string, Row[]>();
  for (const row of trail) {
    const id = String(row.request_id);
    audit.set(id, [...(audit.get(id) ?? []), row]);
  }
  return {
    tables: new Map(tables.map((table, index) => [table.name, byId(table, results[index] ?? [])])),
    audit,
  };
}

function byId(table: TableModel, rows: Row[]): Map<string, Row> {
  return new Map(
    rows.map((row) => {
      const record = Object.fromEntries(table.columns.map(({ name, dbName }) => [name, row[dbName]]));
      return [String(record[table.id.column]), record];
    }),
  );
}
