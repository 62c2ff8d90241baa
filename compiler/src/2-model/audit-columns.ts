import { toSnakeCase } from "drizzle-orm/casing";
import type { ColumnModel, DatabaseModel } from "./project-model";

const now = "(strftime('%Y-%m-%dT%H:%M:%fZ','now'))";

/** Keys of the columns the compiler adds to every table, in their order. */
export const auditColumnNames = [
  "createdAt",
  "createdBy",
  "modifiedAt",
  "modifiedBy",
  "deletedAt",
  "deletedBy",
] as const;

const stamped: readonly string[] = ["createdAt", "modifiedAt"];

/** The audit columns of a table: text, the two times NOT NULL with the current time as default. */
export function auditColumns(naming: DatabaseModel["namingConvention"]): ColumnModel[] {
  return auditColumnNames.map((name) => ({
    name,
    dbName: naming === "snake_case" ? toSnakeCase(name) : name,
    sqlType: "text",
    dataType: "string",
    primaryKey: false,
    autoIncrement: false,
    notNull: stamped.includes(name),
    unique: false,
    ...(stamped.includes(name) && { sqlDefault: now }),
    hasDefault: stamped.includes(name),
    injected: true,
  }));
}
