import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const stamps = sqliteTable("stamps", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  motif: text("motif").notNull(),
});

export default defineTable(stamps, {
  firewall: { organization: {} },
  guards: { createable: ["motif"], updatable: ["motif"] },
  crud: {
    list: { access: { roles: ["owner", "clerk"] } },
    create: { access: { roles: ["owner"] } },
    delete: { access: { roles: ["owner"] }, mode: "hard" },
  },
});
