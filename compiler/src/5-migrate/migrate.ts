import type { ProjectModel } from "../2-model/project-model";
import type { MigrationSummary } from "../compile-result";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { FileTree } from "../files";
import { dataRisks } from "./data-risks";
import { databasesOf, type MigratedDatabase, type MigratedTable, takenNames } from "./database-tables";
import { describeMigration } from "./describe-migration";
import { migrationFiles, readHistory } from "./migration-files";
import { resolveRenames } from "./resolve-renames";
import { canonical, emptyState, snapshotOf, stateOf } from "./snapshot";
import { snapshotTables } from "./snapshot-of-tables";
import { migrationStatements } from "./statements";

export interface MigrationResult {
  /** Every migration file of the project, old and new: former migrations are never removed. */
  files: FileTree;
  /** The migrations this compile adds. */
  migrations: MigrationSummary[];
  diagnostics: Diagnostic[];
}

/**
 * Adds the migrations that lead from the last snapshots to the model. The same input gives the same
 * bytes; without a change nothing is added.
 * @param authTables Better Auth's tables for the configured plugins
 * @param existing every file below `quickback/drizzle`
 */
export async function migrate(
  model: ProjectModel,
  authTables: MigratedTable[],
  existing: FileTree,
): Promise<MigrationResult> {
  const result: MigrationResult = {
    files: new Map(existing),
    migrations: [],
    diagnostics: takenNames(model, authTables),
  };
  if (result.diagnostics.length > 0) return result;
  for (const database of databasesOf(model, authTables)) {
    const {
      files,
      migrations,
      diagnostics: found,
    } = await migrateDatabase(database, model.renames, existing);
    for (const [path, text] of files) result.files.set(path, text);
    result.migrations.push(...migrations);
    result.diagnostics.push(...found);
  }
  return result;
}

async function migrateDatabase(
  database: MigratedDatabase,
  hints: ProjectModel["renames"],
  existing: FileTree,
): Promise<MigrationResult> {
  const { name, folder, tables } = database;
  const history = readHistory(folder, existing);
  if ("code" in history) return nothing([history]);
  const current = snapshotTables(tables);
  const previous = history.last ? stateOf(history.last) : emptyState;
  if (canonical(previous) === canonical(current)) return nothing([]);

  const { renames, diagnostics: questions } = resolveRenames(previous.tables, current.tables, hints, tables);
  if (questions.length > 0) return nothing(questions);
  const risks = dataRisks(previous.tables, current.tables, renames, tables);
  if (risks.some(({ severity }) => severity === "error")) return nothing(risks);

  try {
    const statements = await migrationStatements(previous, current, renames);
    if (statements.length === 0) return nothing(risks);
    const snapshot = snapshotOf(current, history.last?.id);
    const label = describeMigration(history.last && previous, current, renames);
    const { path, files } = migrationFiles(folder, history, label, statements, snapshot);
    return { files, migrations: [{ database: name, path, statements }], diagnostics: risks };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const hint = "Make the change in two compiles, one part after the other.";
    return nothing([...risks, diagnostics.MIGRATION_FAILED({ database: name, problem, hint })]);
  }
}

function nothing(found: Diagnostic[]): MigrationResult {
  return { files: new Map(), migrations: [], diagnostics: found };
}
