import { printConfig } from "../support/config";

const config = printConfig("layers", { database: { generateId: "uuid" } });

/** Personal rows: the owner scope alone. */
const diaries = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const diaries = sqliteTable("diaries", {
  id: text("id").primaryKey(),
  ownerId: text("owner_id").notNull(),
  text: text("text").notNull(),
});

const anyone = { userRole: ["user", "admin"] };

export default defineTable(diaries, {
  firewall: { owner: {} },
  guards: { createable: ["text"], updatable: ["text"] },
  crud: {
    list: { access: anyone },
    get: { access: anyone },
    create: { access: anyone },
    update: { access: anyone },
    delete: { access: anyone, mode: "hard" },
  },
});
`;

/** PUBLIC reads of a table that belongs to organizations, by a column of another name. */
const announcements = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const announcements = sqliteTable("announcements", {
  id: text("id").primaryKey(),
  tenantId: text("tenant_id").notNull(),
  title: text("title").notNull().unique(),
  email: text("email"),
});

export default defineTable(announcements, {
  firewall: { organization: { column: "tenantId" } },
  guards: { createable: ["title", "email"], updatable: ["title"] },
  masking: { email: { type: "email", show: { roles: ["owner"] } } },
  crud: {
    list: { access: { roles: ["PUBLIC"] } },
    get: { access: { roles: ["PUBLIC"] } },
    create: { access: { roles: ["owner"] } },
    update: { access: { roles: ["owner"] } },
  },
});
`;

/** The hide mode, access by function, and every kind of mask. */
const tickets = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { isOpen } from "./lib/status";

export const tickets = sqliteTable("tickets", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  status: text("status", { enum: ["open", "closed"] }).notNull().default("open"),
  priority: integer("priority"),
  email: text("email"),
  phone: text("phone"),
  ssn: text("ssn"),
  card: text("card"),
  reporter: text("reporter"),
  apiToken: text("api_token"),
  location: text("location"),
});

const people = { roles: ["owner", "admin", "member"] };
const fields = ["title", "status", "priority", "email", "phone", "ssn", "card", "reporter", "apiToken", "location"] as const;

export default defineTable(tickets, {
  firewall: { organization: {}, softDelete: {}, errorMode: "hide" },
  guards: { createable: [...fields], updatable: [...fields] },
  masking: {
    email: { type: "email", show: { roles: ["owner"] } },
    phone: { type: "phone", show: { roles: ["owner"] } },
    ssn: { type: "ssn", show: { roles: ["owner"] } },
    card: { type: "creditCard", show: { roles: ["owner"] } },
    reporter: { type: "name", show: { roles: ["owner"] } },
    location: { type: "custom", mask: (value) => String(value).slice(0, 2), show: { roles: ["owner"] } },
  },
  crud: {
    list: { access: { or: [{ roles: ["owner"] }, { roles: ["member"], record: { priority: { lessThan: 5 } } }] } },
    get: { access: { or: [people, { userRole: ["admin"] }] } },
    create: { access: people },
    update: { access: (ctx, record) => ctx.roles.includes("owner") || isOpen(record?.status) },
    delete: { access: { roles: ["owner"] } },
  },
});
`;

const status = `/** Whether a ticket may still be worked on. */
export function isOpen(status: unknown): boolean {
  return status === "open";
}
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { tickets } from "./tickets";

export default defineActions(tickets, {
  close: {
    description: "Close the ticket: an owner, or whoever created it",
    input: z.object({}),
    access: { or: [{ roles: ["owner"] }, { roles: ["member"], record: { createdBy: { equals: "$ctx.userId" } } }] },
    execute: async ({ db, record }) => {
      const [row] = await db.update(tickets).set({ status: "closed" }).where(eq(tickets.id, record.id)).returning();
      return row;
    },
  },
  newest: {
    description: "The newest tickets",
    standalone: true,
    method: "GET",
    path: "/tickets/newest",
    input: z.object({ limit: z.coerce.number().int().max(10).default(3) }),
    access: { roles: ["owner", "member"] },
    execute: async ({ db, input }) => ({
      tickets: await db.select().from(tickets).orderBy(desc(tickets.createdAt)).limit(input.limit),
    }),
  },
  move: {
    description: "Try to take a ticket to another organization",
    input: z.object({ organizationId: z.string() }),
    access: { roles: ["owner"] },
    execute: async ({ db, record, input }) => {
      await db.update(tickets).set({ organizationId: input.organizationId }).where(eq(tickets.id, record.id));
      return { moved: true };
    },
  },
});
`;

/** Drafts of which those who may not read them learn nothing. */
const articles = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const articles = sqliteTable("articles", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  published: integer("published", { mode: "boolean" }).notNull().default(false),
  locked: integer("locked", { mode: "boolean" }).notNull().default(false),
});

const editable = { or: [{ roles: ["owner"] }, { roles: ["member"], record: { locked: { equals: false }, published: { equals: true } } }] };

export default defineTable(articles, {
  firewall: { organization: {}, errorMode: "hide" },
  guards: { createable: ["title", "published", "locked"], updatable: ["title"] },
  crud: {
    get: { access: { or: [{ roles: ["owner"] }, { roles: ["PUBLIC"], record: { published: { equals: true } } }] } },
    create: { access: { roles: ["owner"] } },
    update: { access: editable },
    delete: { access: editable },
    batchUpdate: {},
    batchDelete: {},
  },
});
`;

const articleActions = `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { articles } from "./articles";

export default defineActions(articles, {
  print: {
    description: "Print an article that is not locked",
    input: z.object({}),
    access: { roles: ["member"], record: { locked: { equals: false }, published: { equals: true } } },
    execute: async ({ record }) => ({ printed: record.title }),
  },
});
`;

/** One table for each form of firewall and access that the hiring example does not have. */
export const layersProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/personal/diaries.ts": diaries,
  "quickback/features/news/announcements.ts": announcements,
  "quickback/features/press/articles.ts": articles,
  "quickback/features/press/actions.ts": articleActions,
  "quickback/features/support/tickets.ts": tickets,
  "quickback/features/support/actions.ts": actions,
  "quickback/features/support/lib/status.ts": status,
};
