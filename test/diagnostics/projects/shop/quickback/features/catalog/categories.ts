import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const categories = sqliteTable("categories", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  label: text("label").notNull(),
  parentId: text("parent_id"),
});

export default defineTable(categories, {
  firewall: { organization: {} },
  guards: { createable: ["label", "parentId"], updatable: ["label", "parentId"] },
  references: { parentId: "categories" },
  displayColumn: "label",
  inputHints: { parentId: "lookup" },
  crud: {
    list: { access: { roles: ["owner", "admin", "member"] } },
    get: { access: { roles: ["owner", "admin", "member"] } },
    create: { access: { roles: ["owner", "admin"] } },
    update: { access: { roles: ["owner", "admin"] } },
    delete: { access: { roles: ["owner"] } },
  },
});
