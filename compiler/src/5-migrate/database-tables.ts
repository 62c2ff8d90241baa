import type { ColumnModel, IndexModel, ProjectModel, TableModel } from "../2-model/project-model";
import { auditTable } from "./audit-table";

/** What a migration needs to know of a table; tables of the model and of Better Auth both fit. */
export interface MigratedTable {
  /** Logical name, e.g. `jobPostings`. */
  name: string;
  /** SQL name, e.g. `job_postings`. */
  dbName: string;
  columns: ColumnModel[];
  indexes: IndexModel[];
  uniqueConstraints?: TableModel["uniqueConstraints"];
  compositePrimaryKey?: TableModel["compositePrimaryKey"];
  checks?: TableModel["checks"];
}

/** One D1 database and everything in it. */
export interface MigratedDatabase {
  name: "auth" | "features" | "audit" | "app";
  /** Migrations folder relative to the project root. */
  folder: string;
  tables: MigratedTable[];
}

/**
 * The databases of a project: auth, features, and audit when an action is audited; or one for
 * everything with `splitDatabases: false` (the audit database always stands apart).
 */
export function databasesOf(model: ProjectModel, authTables: MigratedTable[]): MigratedDatabase[] {
  const features = model.features.flatMap(({ tables }) => tables);
  const audited = model.features.some(({ actions }) => actions.some((action) => action.audited));
  const databases: MigratedDatabase[] = model.database.splitDatabases
    ? [
        { name: "auth", folder: "quickback/drizzle/auth", tables: authTables },
        { name: "features", folder: "quickback/drizzle/features", tables: features },
      ]
    : [{ name: "app", folder: "quickback/drizzle", tables: [...authTables, ...features] }];
  if (audited) databases.push({ name: "audit", folder: "quickback/drizzle/audit", tables: [auditTable] });
  return databases;
}
