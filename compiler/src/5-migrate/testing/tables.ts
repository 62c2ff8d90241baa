import type { ColumnModel, ProjectModel } from "../../2-model/project-model";
import type { MigratedTable } from "../database-tables";

/** A column with defaults for what a test does not care about. */
export function column(dbName: string, more: Partial<ColumnModel> = {}): ColumnModel {
  return {
    name: dbName.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase()),
    dbName,
    sqlType: "text",
    dataType: "string",
    primaryKey: false,
    autoIncrement: false,
    notNull: false,
    unique: false,
    hasDefault: false,
    injected: false,
    ...more,
  };
}

export const id = column("id", { primaryKey: true, notNull: true });

export function table(
  dbName: string,
  columns: ColumnModel[],
  more: Partial<MigratedTable> = {},
): MigratedTable {
  return { name: dbName, dbName, columns: [id, ...columns], indexes: [], ...more };
}

/** A column that refers to `table.id`. */
export function reference(
  dbName: string,
  table: string,
  onDelete: string,
  more: Partial<ColumnModel> = {},
): ColumnModel {
  const references = { table, column: "id", onDelete, onUpdate: "no action", name: `${dbName}_${table}_fk` };
  return column(dbName, { references, ...more });
}

export const noHints: ProjectModel["renames"] = { tables: {}, columns: {} };
