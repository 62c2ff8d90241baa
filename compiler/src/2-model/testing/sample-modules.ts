import type { CarriedModule } from "../project-model";

const from = (feature: string, file: string) => [`quickback/features/${feature}/${file}`];

const hiringSchema = `import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../../db/audit-columns";

export const candidates = sqliteTable("candidates", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  phone: text("phone"),
  governmentId: text("government_id"),
  cardNumber: text("card_number"),
  notes: text("notes"),
  resumeUrl: text("resume_url"),
  source: text("source", { enum: ["referral", "website"] })
    .notNull()
    .default("website"),
  ...auditColumns,
});

export const applications = sqliteTable("applications", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  candidateId: text("candidate_id")
    .notNull()
    .references(() => candidates.id, { onDelete: "cascade" }),
  stage: text("stage", { enum: ["applied", "offer", "hired", "rejected"] })
    .notNull()
    .default("applied"),
  rating: integer("rating"),
  appliedAt: integer("applied_at", { mode: "timestamp" }),
  answers: text("answers", { mode: "json" }),
  ...auditColumns,
});

export const interviews = sqliteTable("interviews", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  applicationId: text("application_id")
    .notNull()
    .references(() => applications.id, { onDelete: "cascade" }),
  feedback: text("feedback"),
  ...auditColumns,
});

export const scores = sqliteTable("scores", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  applicationId: text("application_id")
    .notNull()
    .references(() => applications.id, { onDelete: "cascade" }),
  score: integer("score").notNull(),
  ...auditColumns,
});
`;

const hiringFunctions = `import type { AccessFunction, MaskFunction } from "../../lib/types";

export const candidatesGetAccess: AccessFunction = (ctx) => ctx.roles.includes("recruiter");

export const candidatesResumeUrlMask: MaskFunction = (value) =>
  typeof value === "string" ? new URL(value).origin : null;
`;

const hiringActions = `import { eq } from "drizzle-orm";
import { z } from "zod";
import { ActionError, defineActions } from "../../lib/actions";
import { applications } from "./schema";

export default defineActions(applications, {
  advance: {
    description: "Run advance",
    input: z.object({}),
    access: { roles: ["owner", "admin", "recruiter"] },
    execute: async ({ db, record }) => {
      if (record.stage === "hired") throw new ActionError("Already hired", "STAGE_FINAL", 409);
      const [row] = await db
        .update(applications)
        .set({ stage: "offer" })
        .where(eq(applications.id, record.id))
        .returning();
      return row;
    },
  },
  reject: {
    description: "Run reject",
    input: z.object({ reason: z.string().min(3).max(500) }),
    access: {
      roles: ["owner", "admin", "recruiter"],
      record: { stage: { notIn: ["hired", "rejected"] } },
    },
    handler: "./handlers/reject",
  },
  stats: {
    description: "Run stats",
    standalone: true,
    method: "GET",
    input: z.object({}),
    access: { roles: ["owner", "admin", "recruiter"] },
    execute: async ({ db }) => ({ total: (await db.select().from(applications)).length }),
  },
});
`;

const reject = `import { eq } from "drizzle-orm";
import type { ActionExecutor } from "../../../lib/actions";
import { applications } from "../schema";

export const execute: ActionExecutor<typeof applications, { reason: string }> = async ({ db, record }) => {
  const [row] = await db
    .update(applications)
    .set({ stage: "rejected" })
    .where(eq(applications.id, record.id))
    .returning();
  return row;
};
`;

const careersSchema = `import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../../db/audit-columns";

export const jobPostings = sqliteTable("job_postings", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  location: text("location").notNull(),
  published: integer("published", { mode: "boolean" }).notNull().default(false),
  salary: real("salary"),
  ...auditColumns,
});
`;

const careersActions = `import { z } from "zod";
import { defineActions } from "../../lib/actions";
import { jobPostings } from "./schema";

export default defineActions(jobPostings, {
  contact: {
    description: "Run contact",
    standalone: true,
    input: z.object({ email: z.email() }),
    access: { roles: ["PUBLIC"] },
    execute: async ({ input }) => ({ received: input.email.length }),
  },
});
`;

const reportsActions = `import { z } from "zod";
import { defineActions } from "../../lib/actions";

export default defineActions(null, {
  export: {
    description: "Run export",
    standalone: true,
    method: "GET",
    responseType: "file",
    unsafe: {
      reason: "Billing reads every tenant",
      adminOnly: true,
      crossTenant: true,
      targetScope: "all",
    },
    input: z.object({ month: z.string(), limit: z.coerce.number().int().optional() }),
    access: { userRole: ["admin"] },
    execute: async ({ input }) => new Response(\`month,\${input.month}\\n\`),
  },
});
`;

/** The user code of the sample project as loading would carry it into the output. */
export const sampleModules = {
  hiring: [
    {
      path: "features/hiring/actions.ts",
      text: hiringActions,
      from: from("hiring", "actions.ts"),
    },
    {
      path: "features/hiring/functions.ts",
      text: hiringFunctions,
      from: from("hiring", "candidates.ts"),
    },
    {
      path: "features/hiring/handlers/reject.ts",
      text: reject,
      from: from("hiring", "handlers/reject.ts"),
    },
    {
      path: "features/hiring/schema.ts",
      text: hiringSchema,
      from: [...from("hiring", "applications.ts"), ...from("hiring", "candidates.ts")],
    },
  ],
  careers: [
    { path: "features/careers/actions.ts", text: careersActions, from: from("careers", "actions.ts") },
    { path: "features/careers/schema.ts", text: careersSchema, from: from("careers", "job-postings.ts") },
  ],
  reports: [
    { path: "features/reports/actions.ts", text: reportsActions, from: from("reports", "actions.ts") },
  ],
} satisfies Record<string, CarriedModule[]>;
