import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const candidates = sqliteTable("candidates", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  phone: text("phone"),
  governmentId: text("government_id"),
  resumeUrl: text("resume_url"),
  source: text("source", { enum: ["referral", "website", "agency"] })
    .notNull()
    .default("website"),
  notes: text("notes"),
});

export default defineTable(candidates, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["name", "email", "phone", "resumeUrl", "source", "notes"],
    updatable: ["name", "phone", "resumeUrl", "notes"],
    immutable: ["governmentId"],
  },
  masking: {
    email: { type: "email", show: { roles: ["owner", "admin", "recruiter"] } },
    phone: { type: "phone", show: { roles: ["owner", "admin", "recruiter"] } },
    governmentId: { type: "ssn", show: { roles: ["owner", "admin"] } },
    notes: { type: "redact", show: { roles: ["owner", "admin"], or: "owner" } },
    resumeUrl: {
      type: "custom",
      mask: (value) => (typeof value === "string" ? `${new URL(value).origin}/…` : null),
      show: { roles: ["owner", "admin", "recruiter"] },
    },
  },
  validation: { email: { email: true }, resumeUrl: { url: true } },
  views: {
    directory: {
      fields: ["id", "name", "source"],
      access: { roles: ["owner", "admin", "recruiter", "member"] },
    },
    contact: { fields: ["id", "name", "email", "phone"], access: { roles: ["owner", "admin", "recruiter"] } },
  },
  displayColumn: "name",
  crud: {
    list: { access: { roles: ["owner", "admin", "recruiter", "member"] }, pageSize: 20 },
    get: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    create: { access: { roles: ["owner", "admin", "recruiter"] } },
    update: {
      access: {
        or: [
          { roles: ["owner", "admin"] },
          { roles: ["recruiter"], record: { createdBy: { equals: "$ctx.userId" } } },
        ],
      },
    },
    delete: { access: { roles: ["owner", "admin"] }, mode: "soft" },
  },
});
