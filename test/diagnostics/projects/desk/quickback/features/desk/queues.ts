import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const queues = sqliteTable("queues", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
});

export default defineTable(queues, {
  firewall: { organization: {} },
  guards: { createable: ["title"], updatable: ["title"] },
  crud: {
    list: { access: { roles: ["owner", "admin", "agent", "member"] } },
    create: { access: { roles: ["owner", "admin"] } },
    update: { access: { roles: ["owner", "admin"] } },
  },
});
