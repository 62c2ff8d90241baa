import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const permits = sqliteTable("permits", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  holder: text("holder").notNull(),
  createdBy: text("created_by"),
  createdAt: text("created_at").notNull(),
  revokedAt: text("revoked_at"),
});

export default defineTable(permits, {
  firewall: { organization: {}, softDelete: { column: "revokedAt" } },
  guards: { createable: ["holder", "createdAt", "createdBy"], updatable: ["holder"] },
  masking: { holder: { type: "name", show: { roles: ["owner", "clerk"], or: "owner" } } },
  crud: {
    list: { access: { roles: ["owner", "admin", "clerk"] } },
    create: { access: { roles: ["owner", "clerk"] } },
    update: { access: { roles: ["owner", "clerk"] } },
    delete: { access: { roles: ["owner"] } },
  },
});
