import { printConfig } from "../support/config";

const config = printConfig("vault");

/** Two reads of one table under different record conditions, masks, and every type of column. */
const notes = `import { defineTable } from "@quickback/compiler";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const notes = sqliteTable("notes", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  shared: integer("shared", { mode: "boolean" }).notNull().default(false),
  reviewed: integer("reviewed", { mode: "boolean" }).notNull().default(false),
  amount: integer("amount"),
  ratio: real("ratio"),
  due: integer("due", { mode: "timestamp" }),
  meta: text("meta", { mode: "json" }),
  contact: text("contact"),
});

const people = ["owner", "admin", "member"];
const fields = ["title", "shared", "reviewed", "amount", "ratio", "meta", "contact"] as const;

export default defineTable(notes, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: [...fields], updatable: [...fields] },
  masking: { contact: { type: "email", show: { roles: ["owner"] } } },
  views: {
    reviewed: { fields: ["id", "title"], access: { roles: people, record: { reviewed: { equals: true } } } },
  },
  crud: {
    list: { access: { roles: people, record: { shared: { equals: true } } } },
    get: { access: { roles: people } },
    create: { access: { roles: people } },
    update: { access: { roles: people } },
    delete: { access: { roles: people } },
  },
});
`;

/** Children of notes, to point at foreign parents and to be cascaded to. */
const comments = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { notes } from "./notes";

export const comments = sqliteTable("comments", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  noteId: text("note_id").notNull().references(() => notes.id),
  text: text("text").notNull(),
});

const access = { roles: ["owner", "admin", "member"] };

export default defineTable(comments, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["noteId", "text"], updatable: ["noteId", "text"] },
  crud: { list: { access }, get: { access }, create: { access }, update: { access }, delete: { access } },
});
`;

const actions = `import { ActionError, defineActions } from "@quickback/compiler";
import { desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { comments } from "./comments";
import { notes } from "./notes";

const access = { roles: ["owner", "admin", "member"] };
const sqlInput = z.object({ sql: z.string() });

export default defineActions(notes, {
  raw: {
    description: "Run a SELECT",
    standalone: true,
    path: "/raw",
    allowRawSql: true,
    input: sqlInput,
    access,
    execute: async ({ db, input }) => ({ found: await db.all(sql.raw(input.sql)) }),
  },
  fragment: {
    description: "Select an expression from the notes",
    standalone: true,
    path: "/fragment",
    input: sqlInput,
    access,
    execute: async ({ db, input }) => ({ found: await db.select({ x: sql.raw(input.sql) }).from(notes) }),
  },
  condition: {
    description: "Select notes by a condition",
    standalone: true,
    path: "/condition",
    input: sqlInput,
    access,
    execute: async ({ db, input }) => ({ found: await db.select({ id: notes.id }).from(notes).where(sql.raw(input.sql)) }),
  },
  renamed: {
    description: "Select the masked column by other names",
    standalone: true,
    method: "GET",
    path: "/renamed",
    input: z.object({}),
    access,
    execute: async ({ db }) => ({
      plain: await db.select({ e: notes.contact }).from(notes).orderBy(desc(notes.createdAt)),
      computed: await db.select({ up: sql\`upper(\${notes.contact})\` }).from(notes),
      nested: await db.select({ note: { mail: notes.contact } }).from(notes),
    }),
  },
  refuse: {
    description: "Refuse with the record in the details",
    input: z.object({}),
    access,
    execute: async ({ record }) => {
      throw new ActionError("No", "REFUSED", 409, { record, list: [record] });
    },
  },
  comment: {
    description: "Comment on any note by id",
    standalone: true,
    path: "/comment",
    input: z.object({ noteId: z.string() }),
    access,
    execute: async ({ db, input }) => db.insert(comments).values({ noteId: input.noteId, text: "x" }).returning(),
  },
  repoint: {
    description: "Point a comment at any note",
    standalone: true,
    path: "/repoint",
    input: z.object({ id: z.string(), noteId: z.string() }),
    access,
    execute: async ({ db, input }) =>
      db.update(comments).set({ noteId: input.noteId }).where(eq(comments.id, input.id)).returning(),
  },
  lookup: {
    description: "Parameters of the query string",
    standalone: true,
    method: "GET",
    path: "/lookup",
    input: z.object({ length: z.number().optional(), names: z.array(z.string()).optional(), on: z.boolean().optional() }),
    access,
    execute: async ({ input }) => ({ input }),
  },
  signal: {
    description: "A PUBLIC call with secrets",
    standalone: true,
    path: "/signal",
    input: z.object({ text: z.string().max(100), password: z.string().optional(), passwordConfirmation: z.string().optional(), pwd: z.string().optional() }),
    access: { roles: ["PUBLIC"] },
    execute: async () => ({ received: true }),
  },
});
`;

/** Definitions made to be attacked. */
export const attacksProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/vault/notes.ts": notes,
  "quickback/features/vault/comments.ts": comments,
  "quickback/features/vault/actions.ts": actions,
};
