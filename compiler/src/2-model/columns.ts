import { toSnakeCase } from "drizzle-orm/casing";
import type { LoadedColumn, LoadedTable } from "../1-load/loaded-project";
import { auditColumnNames, auditColumns } from "./audit-columns";
import type { ColumnModel, DatabaseModel, DataType, SqlType } from "./project-model";

type Naming = DatabaseModel["namingConvention"];

/** Finds the exported table that has an SQL name. */
export type TableBySqlName = (dbName: string) => LoadedTable | undefined;

const sqlTypes: readonly SqlType[] = ["text", "integer", "real", "numeric", "blob"];
const dataTypes: readonly DataType[] = ["string", "number", "boolean", "date", "json", "bigint", "buffer"];

/** The columns as written, then the audit columns that are not, where tables get them. */
export function columnsOf(
  table: LoadedTable,
  naming: Naming,
  tableBySqlName: TableBySqlName,
  auditFields: boolean,
): ColumnModel[] {
  const written = table.columns.map((column) => columnModel(column, table, naming, tableBySqlName));
  if (!auditFields) return written;
  const missing = auditColumns(naming).filter(({ name }) => !written.some((column) => column.name === name));
  return [...written, ...missing];
}

/** Whether the compiler fills a column in every table; an author must not write it. */
export function isAuditColumn(name: string): boolean {
  return auditColumnNames.some((audit) => audit === name);
}

function columnModel(
  column: LoadedColumn,
  table: LoadedTable,
  naming: Naming,
  tableBySqlName: TableBySqlName,
): ColumnModel {
  const { name, keyAsName, enumValues, maxLength, uniqueName, sqlDefault, generated } = column;
  const position = table.positions[name];
  const references = referenceOf(column, table, tableBySqlName);
  return {
    name,
    dbName: keyAsName && naming === "snake_case" ? toSnakeCase(name) : column.dbName,
    sqlType: sqlTypes.find((type) => column.sqlType.toLowerCase().startsWith(type)) ?? "text",
    dataType: dataTypes.find((type) => type === column.dataType) ?? "json",
    ...(enumValues && { enumValues }),
    ...(maxLength !== undefined && { maxLength }),
    primaryKey: column.primaryKey,
    autoIncrement: column.autoIncrement,
    notNull: column.notNull || column.primaryKey,
    unique: column.unique,
    ...(uniqueName !== undefined && { uniqueName }),
    ...(sqlDefault !== undefined && { sqlDefault }),
    hasDefault: column.hasDefault,
    ...(generated && { generated }),
    ...(references && { references }),
    injected: false,
    ...(position && { position }),
  };
}

function referenceOf(
  { name, dbName }: LoadedColumn,
  table: LoadedTable,
  tableBySqlName: TableBySqlName,
): ColumnModel["references"] {
  const key = table.foreignKeys.find(
    ({ columns }) => columns.length === 1 && (columns[0] === name || columns[0] === dbName),
  );
  const [foreignColumn] = key?.foreignColumns ?? [];
  if (!key || foreignColumn === undefined) return undefined;
  const target = tableBySqlName(key.foreignTable);
  const column = target?.columns.find((other) => [other.name, other.dbName].includes(foreignColumn));
  return {
    table: target?.exportName ?? key.foreignTable,
    column: column?.name ?? foreignColumn,
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
    name: key.name,
  };
}
