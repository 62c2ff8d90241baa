import { ActionError, defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { applications } from "./applications";
import { nextStage } from "./lib/stages";

export default defineActions(applications, {
  advance: {
    description: "Move the application to the next stage",
    input: z.object({}),
    access: { roles: ["owner", "admin", "recruiter"] },
    execute: async ({ db, record }) => {
      const stage = nextStage(record.stage);
      if (!stage) throw new ActionError("This application cannot advance any further", "STAGE_FINAL", 409);
      const [updated] = await db
        .update(applications)
        .set({ stage })
        .where(eq(applications.id, record.id))
        .returning();
      return updated;
    },
  },
  hire: {
    description: "Hire the candidate: the application must stand at the offer stage",
    input: z.object({ startDate: z.iso.date() }),
    access: { roles: ["owner", "admin"], record: { stage: { equals: "offer" } } },
    execute: async ({ db, record, input }) => {
      await db.update(applications).set({ stage: "hired" }).where(eq(applications.id, record.id));
      return { hired: true, startDate: input.startDate };
    },
  },
  reject: {
    description: "Reject the application with a reason",
    input: z.object({ reason: z.string().min(3).max(500) }),
    access: { roles: ["owner", "admin", "recruiter"], record: { stage: { notIn: ["hired", "rejected"] } } },
    handler: "./handlers/reject",
  },
  stats: {
    description: "Count the applications in each stage",
    standalone: true,
    path: "/stats",
    method: "GET",
    input: z.object({}),
    access: { roles: ["owner", "admin", "recruiter"] },
    execute: async ({ db }) => {
      const rows = await db.select().from(applications);
      const counts: Record<string, number> = {};
      for (const row of rows) counts[row.stage] = (counts[row.stage] ?? 0) + 1;
      return { total: rows.length, counts };
    },
  },
});
