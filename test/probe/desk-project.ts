import { printConfig } from "../support/config";

const config = printConfig("desk");

/** Every layer once: scope, soft delete, conditions, guards, masks, a view, batches. */
const tickets = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const tickets = sqliteTable("tickets", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  reporter: text("reporter"),
  channel: text("channel"),
  status: text("status", { enum: ["open", "closed"] }).notNull().default("open"),
});

export default defineTable(tickets, {
  firewall: { organization: {}, softDelete: {} },
  guards: {
    createable: ["title", "reporter"],
    updatable: ["title"],
    immutable: ["channel"],
    protected: { status: ["close"] },
  },
  masking: {
    reporter: { type: "email", show: { roles: ["owner"], or: "owner" } },
    channel: { type: "redact", show: { roles: ["owner"] } },
  },
  views: { board: { fields: ["id", "title"], access: { roles: ["owner", "member"] } } },
  crud: {
    list: { access: { roles: ["owner", "member"] } },
    get: { access: { roles: ["owner", "member"] } },
    create: { access: { roles: ["owner", "member"] } },
    update: {
      access: { or: [{ roles: ["owner"] }, { roles: ["member"], record: { createdBy: { equals: "$ctx.userId" }, status: { equals: "open" } } }] },
    },
    delete: { access: { roles: ["owner"] } },
  },
});
`;

/** A child of tickets. */
const replies = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { tickets } from "./tickets";

export const replies = sqliteTable("replies", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ticketId: text("ticket_id").notNull().references(() => tickets.id),
  text: text("text").notNull(),
});

export default defineTable(replies, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["ticketId", "text"], updatable: ["text"] },
  crud: { create: { access: { roles: ["member"] } }, batchCreate: false },
});
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { tickets } from "./tickets";

export default defineActions(tickets, {
  close: {
    description: "Close an open ticket",
    input: z.object({ reason: z.string().min(3) }),
    access: { roles: ["owner", "member"], record: { status: { equals: "open" } } },
    execute: async ({ db, record }) => {
      const [closed] = await db.update(tickets).set({ status: "closed" }).where(eq(tickets.id, record.id)).returning();
      return closed;
    },
  },
  ping: {
    description: "Say that the desk is there",
    standalone: true,
    path: "/ping",
    input: z.object({}),
    access: { roles: ["PUBLIC"] },
    execute: async () => ({ pong: true }),
  },
});
`;

/** A small project to be broken by hand. */
export const deskProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/desk/tickets.ts": tickets,
  "quickback/features/desk/replies.ts": replies,
  "quickback/features/desk/actions.ts": actions,
};
