import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { visits } from "./visits";

export default defineActions(visits, {
  close: {
    description: "Close the visit",
    input: z.object({ summary: z.string().max(2000).optional() }),
    access: { roles: ["doctor"], record: { closed: { equals: false } } },
    sideEffects: "sync",
    cms: { confirm: "Close the visit?" },
    execute: async ({ db, record }) => {
      await db.update(visits).set({ closed: true }).where(eq(visits.id, record.id));
      return { closed: true };
    },
  },
  census: {
    description: "Count the visits of every clinic",
    standalone: true,
    method: "GET",
    input: z.object({}),
    access: { userRole: ["admin"] },
    unsafe: { reason: "Reports of the platform", adminOnly: true, crossTenant: true, targetScope: "all" },
    execute: async ({ rawDb }) => {
      const rows = (await rawDb?.select().from(visits)) ?? [];
      return { visits: rows.length };
    },
  },
});
