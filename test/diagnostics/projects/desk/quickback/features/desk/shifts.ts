import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const shifts = sqliteTable("shifts", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  organizationId: text("organization_id").notNull(),
  teamId: text("team_id").notNull(),
  startsOn: text("starts_on").notNull(),
});

export default defineTable(shifts, {
  firewall: { organization: {}, team: {} },
  guards: { createable: ["startsOn"], updatable: ["startsOn"] },
  crud: {
    list: { access: { roles: ["owner", "admin", "agent"] } },
    create: { access: { roles: ["owner", "admin"] } },
  },
});
