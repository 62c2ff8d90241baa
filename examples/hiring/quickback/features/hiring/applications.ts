import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { candidates } from "./candidates";
import { jobs } from "./jobs";
import { stages } from "./lib/stages";

export const applications = sqliteTable("applications", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  jobId: text("job_id")
    .notNull()
    .references(() => jobs.id, { onDelete: "cascade" }),
  candidateId: text("candidate_id")
    .notNull()
    .references(() => candidates.id, { onDelete: "cascade" }),
  stage: text("stage", { enum: stages }).notNull().default("applied"),
  rating: integer("rating"),
  rejectionReason: text("rejection_reason"),
});

export default defineTable(applications, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["jobId", "candidateId", "rating"],
    updatable: ["rating"],
    protected: { stage: ["advance", "hire", "reject"], rejectionReason: ["reject"] },
  },
  validation: { rating: { min: 1, max: 5 } },
  crud: {
    list: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    get: { access: { roles: ["owner", "admin", "recruiter", "member"] } },
    create: { access: { roles: ["owner", "admin", "recruiter"] } },
    update: { access: { roles: ["owner", "admin", "recruiter"] } },
    delete: { access: { roles: ["owner", "admin"] } },
  },
});
