import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const tasks = sqliteTable("tasks", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  status: text("status", { enum: ["open", "done"] })
    .notNull()
    .default("open"),
});

export default defineTable(tasks, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["title"],
    updatable: ["title"],
    protected: { status: ["complete"] },
  },
  validation: { title: { minLength: 1, maxLength: 200 } },
  crud: {
    list: { access: { roles: ["owner", "admin", "member"] } },
    get: { access: { roles: ["owner", "admin", "member"] } },
    create: { access: { roles: ["owner", "admin", "member"] } },
    update: { access: { roles: ["owner", "admin", "member"] } },
    delete: { access: { roles: ["owner", "admin"] } },
  },
});
