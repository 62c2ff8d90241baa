/** A project whose tables have the columns that their author wrote, and no others. */
export const config = (auditFields: boolean) =>
  `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "plain",
  template: "hono",
  compiler: { features: { auditFields: ${auditFields} } },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
`;

export const configPath = "quickback/quickback.config.ts";

const notes = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const notes = sqliteTable("notes", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  secretCode: text("secret_code"),
  goneAt: text("gone_at"),
});

const access = { roles: ["owner", "member"] };

export default defineTable(notes, {
  firewall: { organization: {}, softDelete: { column: "goneAt" } },
  guards: { createable: ["title", "secretCode"], updatable: ["title"] },
  masking: { secretCode: { type: "redact", show: { or: "owner" } } },
  crud: { list: { access }, get: { access }, create: { access }, update: { access }, delete: { access } },
});
`;

const remarks = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { notes } from "./notes";

export const remarks = sqliteTable("remarks", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  noteId: text("note_id").notNull().references(() => notes.id),
  body: text("body").notNull(),
  note: text("note"),
  removedAt: text("removed_at"),
});

const access = { roles: ["owner", "member"] };

export default defineTable(remarks, {
  firewall: { organization: {}, softDelete: { column: "removedAt" } },
  guards: { createable: ["noteId", "body"], updatable: ["body"] },
  crud: { list: { access }, create: { access }, delete: { access } },
});
`;

/** Columns with the names of audit columns, which are its author's. */
const visits = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const visits = sqliteTable("visits", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  place: text("place").notNull(),
  createdAt: integer("created_at").notNull(),
  modifiedBy: text("modified_by"),
  deletedAt: text("deleted_at"),
});

const access = { roles: ["owner", "member"] };

export default defineTable(visits, {
  firewall: { organization: {} },
  guards: {
    createable: ["place", "createdAt", "modifiedBy", "deletedAt"],
    updatable: ["place", "modifiedBy"],
  },
  crud: {
    list: { access },
    get: { access },
    create: { access },
    update: { access },
    delete: { access, mode: "hard" },
  },
});
`;

const actions = `import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { notes } from "./notes";

export default defineActions(notes, {
  rename: {
    description: "Give the note another title",
    input: z.object({ title: z.string() }),
    access: { roles: ["owner"] },
    execute: ({ db, record, input }) =>
      db.update(notes).set({ title: \`\${record.title} \${input.title}\` }).where(eq(notes.id, record.id)).returning(),
  },
  withdraw: {
    description: "Take the note away",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: ({ db, record }) =>
      db.update(notes).set({ goneAt: new Date().toISOString() }).where(eq(notes.id, record.id)).returning(),
  },
  copy: {
    description: "Write a second note",
    input: z.object({ title: z.string() }),
    access: { roles: ["owner"] },
    standalone: true,
    execute: ({ db, input }) => db.insert(notes).values({ title: input.title }).returning(),
  },
});
`;

export const plainProject: Record<string, string> = {
  [configPath]: config(false),
  "quickback/features/desk/notes.ts": notes,
  "quickback/features/desk/remarks.ts": remarks,
  "quickback/features/desk/visits.ts": visits,
  "quickback/features/desk/actions.ts": actions,
};
