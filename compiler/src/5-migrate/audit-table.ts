import type { ColumnModel } from "../2-model/project-model";
import type { MigratedTable } from "./database-tables";

const column = (dbName: string, more: Partial<ColumnModel> = {}): ColumnModel => ({
  name: dbName.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase()),
  dbName,
  sqlType: "text",
  dataType: "string",
  primaryKey: false,
  autoIncrement: false,
  notNull: false,
  unique: false,
  hasDefault: false,
  injected: true,
  ...more,
});
const required = { notNull: true };

/** `audit_events` as `runtime/src/lib/audit-events.ts` defines it; a test holds the two together. */
export const auditTable: MigratedTable = {
  name: "auditEvents",
  dbName: "audit_events",
  columns: [
    column("id", { primaryKey: true, notNull: true }),
    column("request_id", required),
    column("actor_user_id"),
    column("actor_user_role"),
    column("actor_org_id"),
    column("action_name", required),
    column("resource"),
    column("operation", required),
    column("target_scope"),
    column("target_org_id"),
    column("target_record_id"),
    column("unsafe_reason"),
    column("result", { notNull: true, enumValues: ["success", "denied", "error"] }),
    column("row_count", { sqlType: "integer", dataType: "number" }),
    column("error_code"),
    column("error_message"),
    column("metadata"),
    column("created_at", { sqlType: "integer", dataType: "number", notNull: true }),
  ],
  indexes: ["created_at", "action_name", "actor_user_id"].map((name) => ({
    name: `audit_events_${name}_idx`,
    columns: [name],
    unique: false,
  })),
};
