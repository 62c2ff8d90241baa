import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { applications } from "./applications";

export const interviews = sqliteTable("interviews", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  applicationId: text("application_id")
    .notNull()
    .references(() => applications.id, { onDelete: "cascade" }),
  scheduledAt: text("scheduled_at").notNull(),
  feedback: text("feedback"),
});

export default defineTable(interviews, {
  firewall: { organization: {}, owner: { mode: "optional" } },
  guards: {
    createable: ["applicationId", "scheduledAt", "feedback"],
    updatable: ["scheduledAt", "feedback"],
  },
  crud: {
    list: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    get: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    create: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    update: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    delete: { access: { roles: ["owner", "admin", "recruiter", "member"] }, mode: "hard" },
  },
});
