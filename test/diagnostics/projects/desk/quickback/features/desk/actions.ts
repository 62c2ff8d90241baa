import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { serviceTickets } from "./service-tickets";

export default defineActions(serviceTickets, {
  resolve: {
    description: "Mark the ticket as resolved",
    input: z.object({}),
    access: { roles: ["owner", "admin", "agent"], record: { resolved: { equals: false } } },
    execute: async ({ db, record }) => {
      await db.update(serviceTickets).set({ resolved: true }).where(eq(serviceTickets.id, record.id));
      return { resolved: true };
    },
  },
  reopen: {
    description: "Open a resolved ticket again",
    input: z.object({ reason: z.string() }),
    access: { or: [{ roles: ["owner", "admin"] }, { record: { ownerId: { equals: "$ctx.userId" } } }] },
    execute: async ({ db, record }) => {
      await db.update(serviceTickets).set({ resolved: false }).where(eq(serviceTickets.id, record.id));
      return { resolved: false };
    },
  },
  rate: {
    description: "Rate how the ticket was handled",
    input: z.object({ rating: z.int().min(1).max(5) }),
    access: { roles: ["member"], record: { resolved: { equals: true } } },
    handler: "./handlers/rate",
  },
  workload: {
    description: "Open tickets by priority",
    standalone: true,
    path: "/reports/workload",
    method: "GET",
    input: z.object({}),
    access: { roles: ["owner", "admin"] },
    execute: async ({ db }) => {
      const rows = await db.select().from(serviceTickets);
      return { open: rows.filter(({ resolved }) => !resolved).length };
    },
  },
});
