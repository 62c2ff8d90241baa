import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const jobs = sqliteTable("jobs", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  department: text("department").notNull(),
  status: text("status", { enum: ["draft", "open", "closed"] })
    .notNull()
    .default("draft"),
  salaryMin: integer("salary_min"),
  salaryMax: integer("salary_max"),
});

export default defineTable(jobs, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["title", "department", "status", "salaryMin", "salaryMax"],
    updatable: ["title", "department", "status", "salaryMin", "salaryMax"],
  },
  validation: { title: { minLength: 3, maxLength: 120 } },
  defaultSort: { field: "title", order: "asc" },
  crud: {
    list: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    get: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    create: { access: { roles: ["owner", "admin", "recruiter"] } },
    update: { access: { roles: ["owner", "admin", "recruiter"] } },
    delete: { access: { roles: ["owner", "admin"] } },
  },
});
