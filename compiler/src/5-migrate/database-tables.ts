import type { ColumnModel, IndexModel, ProjectModel, TableModel } from "../2-model/project-model";
import { hasAuditDatabase, isAudited } from "../4-generate/app/databases";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
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
  fullText?: TableModel["fullText"];
}

/** One database and everything in it. */
export interface MigratedDatabase {
  name: "auth" | "features" | "audit" | "app";
  /** Migrations folder relative to the project root. */
  folder: string;
  tables: MigratedTable[];
}

/**
 * The databases of a project: auth, features, and audit when an action is audited. With
 * `splitDatabases: false` auth and features are one; on a server so is the audit table.
 */
export function databasesOf(model: ProjectModel, authTables: MigratedTable[]): MigratedDatabase[] {
  const features = model.features.flatMap(({ tables }) => tables);
  const audit = isAudited(model) ? [auditTable] : [];
  const inOne = hasAuditDatabase(model) ? [] : audit;
  const databases: MigratedDatabase[] = model.database.splitDatabases
    ? [
        { name: "auth", folder: "quickback/drizzle/auth", tables: authTables },
        { name: "features", folder: "quickback/drizzle/features", tables: features },
      ]
    : [{ name: "app", folder: "quickback/drizzle", tables: [...authTables, ...features, ...inOne] }];
  if (audit.length > inOne.length)
    databases.push({ name: "audit", folder: "quickback/drizzle/audit", tables: audit });
  return databases;
}

/** Feature tables of a single database that are called like one of the app's own tables in it. */
export function takenNames(model: ProjectModel, authTables: MigratedTable[]): Diagnostic[] {
  if (model.database.splitDatabases) return [];
  const own = [...authTables, auditTable];
  return model.features
    .flatMap(({ tables }) => tables)
    .flatMap(({ name, dbName, positions }) => {
      const taken = own.find((table) => table.name === name || table.dbName === dbName);
      return taken
        ? [diagnostics.SCHEMA_TABLE_TAKEN({ table: name, taken: taken.dbName }, positions[""])]
        : [];
    });
}
