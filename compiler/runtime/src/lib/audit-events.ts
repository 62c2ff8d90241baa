import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row per call of a PUBLIC or unsafe action, in a database of its own. */
export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: text("id").primaryKey(),
    requestId: text("request_id").notNull(),
    actorUserId: text("actor_user_id"),
    actorUserRole: text("actor_user_role"),
    actorOrgId: text("actor_org_id"),
    actionName: text("action_name").notNull(),
    resource: text("resource"),
    operation: text("operation").notNull(),
    targetScope: text("target_scope"),
    targetOrgId: text("target_org_id"),
    targetRecordId: text("target_record_id"),
    unsafeReason: text("unsafe_reason"),
    result: text("result", { enum: ["success", "denied", "error"] }).notNull(),
    rowCount: integer("row_count"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    /** JSON: ip, method, path, input without secrets, duration in milliseconds. */
    metadata: text("metadata"),
    /** Milliseconds since 1970. */
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    index("audit_events_created_at_idx").on(table.createdAt),
    index("audit_events_action_name_idx").on(table.actionName),
    index("audit_events_actor_user_id_idx").on(table.actorUserId),
  ],
);
