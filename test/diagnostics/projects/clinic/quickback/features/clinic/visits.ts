import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { patients } from "./patients";

export const visits = sqliteTable("visits", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  doctorId: text("doctor_id").notNull(),
  patientId: text("patient_id")
    .notNull()
    .references(() => patients.id, { onDelete: "cascade" }),
  startsAt: integer("starts_at", { mode: "timestamp" }).notNull(),
  notes: text("notes"),
  closed: integer("closed", { mode: "boolean" }).notNull().default(false),
});

export default defineTable(visits, {
  firewall: {
    organization: { source: "ctx.activeOrgId" },
    owner: { column: "doctorId", source: "ctx.userId", mode: "optional" },
  },
  guards: {
    createable: ["patientId", "startsAt", "notes"],
    updatable: ["startsAt", "notes"],
    protected: { closed: ["close"] },
  },
  views: {
    agenda: { fields: ["id", "patientId", "startsAt"], access: { roles: ["owner", "admin", "nurse"] } },
  },
  defaultSort: { field: "startsAt", order: "desc" },
  crud: {
    list: { access: { roles: ["owner", "admin", "doctor"] } },
    get: { access: (ctx) => ctx.userRole === "admin" || (ctx.roles ?? []).includes("doctor") },
    create: { access: { roles: ["doctor"] } },
    update: {
      access: {
        roles: ["doctor"],
        record: { doctorId: { equals: "$ctx.userId" }, closed: { equals: false } },
      },
    },
    delete: { access: { roles: ["owner"] }, mode: "hard" },
  },
});
