/** What an options test varies; the rest is one small app. */
export interface Options {
  database?: Record<string, unknown>;
  etag?: boolean;
  rateLimit?: Record<string, unknown>;
}

const tickets = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const tickets = sqliteTable("tickets", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
});

const access = { roles: ["owner"] };

export default defineTable(tickets, {
  firewall: { organization: {} },
  guards: { createable: ["title"], updatable: ["title"] },
  crud: { list: { access }, get: { access }, create: { access }, update: { access }, delete: { access } },
});
`;

const diaries = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const diaries = sqliteTable("diaries", {
  id: text("id").primaryKey(),
  author: text("author").notNull(),
  text: text("text").notNull(),
});

const access = { userRole: ["user"] };

export default defineTable(diaries, {
  firewall: { owner: { column: "author", source: "ctx.user.email" } },
  guards: { createable: ["text"], updatable: ["text"] },
  crud: { list: { access }, get: { access }, create: { access } },
});
`;

const byMethod = (method: string) => `  ${JSON.stringify(`by-${method.toLowerCase()}`)}: {
    description: "Say the words again",
    input: z.object({ words: z.array(z.string()) }),
    access: { roles: ["owner"] },
    standalone: true,
    method: "${method}",
    execute: async ({ input }) => input,
  },`;

const actions = `import { defineActions } from "@quickback/compiler";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tickets } from "./tickets";

export default defineActions(tickets, {
${["GET", "POST", "PUT", "PATCH", "DELETE"].map(byMethod).join("\n")}
  forget: {
    description: "Take the title away, which the table does not allow",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async ({ db, record }) =>
      db.update(tickets).set({ title: sql\`null\` }).where(eq(tickets.id, record.id)),
  },
});
`;

/** The app as definition files, with the options in its configuration. */
export function optionsProject({ database = {}, etag = true, rateLimit }: Options): Record<string, string> {
  const auth = { plugins: ["organization", "admin", "bearer"], ...(rateLimit && { rateLimit }) };
  return {
    "quickback/quickback.config.ts": `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "options",
  template: "hono",
  features: ["organizations"],
  etag: { enabled: ${etag} },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1", ${JSON.stringify(database)}),
    auth: defineAuth("better-auth", ${JSON.stringify(auth)}),
  },
});
`,
    "quickback/features/desk/tickets.ts": tickets,
    "quickback/features/desk/diaries.ts": diaries,
    "quickback/features/desk/actions.ts": actions,
  };
}
