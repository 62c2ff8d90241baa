import { type Client, createClient } from "@libsql/client";
import type { ProjectModel } from "../../2-model/project-model";
import type { MigratedTable } from "../database-tables";
import { resolveRenames } from "../resolve-renames";
import { emptyState } from "../snapshot";
import { snapshotTables } from "../snapshot-of-tables";
import { migrationStatements } from "../statements";
import { noHints } from "./tables";

/**
 * A real SQLite database brought from one schema to the next by the migration, under D1's rules:
 * foreign keys are enforced, and each migration runs in one transaction.
 * @param rows SQL that fills the tables of the first schema
 */
export async function migratedDatabase(
  before: MigratedTable[],
  rows: string[],
  after: MigratedTable[],
  hints: ProjectModel["renames"] = noHints,
): Promise<{
  client: Client;
  statements: string[];
  rows: (sql: string) => Promise<Record<string, unknown>[]>;
}> {
  const client = createClient({ url: "file::memory:" });
  await client.execute("PRAGMA foreign_keys=ON");
  const [previous, current] = [snapshotTables(before), snapshotTables(after)];
  await client.batch(await migrationStatements(emptyState, previous, []), "write");
  if (rows.length > 0) await client.batch(rows, "write");
  const { renames } = resolveRenames(previous.tables, current.tables, hints, after);
  const statements = await migrationStatements(previous, current, renames);
  await client.batch(statements, "write");
  const read = async (sql: string) => (await client.execute(sql)).rows.map((row) => ({ ...row }));
  return { client, statements, rows: read };
}
