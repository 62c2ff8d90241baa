const config = (
  rest: string,
) => `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";

export default defineConfig({
  name: "unusual",
  template: "hono",
  ${rest}
});
`;

const cloudflare = (plugins: string) => `providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth", { plugins: ${plugins} }),
  },`;

/** Teams, filled columns, masked moments and JSON, a unique column, a pattern, a function for a rule, and an input nobody can guess. */
export const teamProject: Record<string, string> = {
  "quickback/quickback.config.ts": config(
    `features: { organizations: true },\n  ${cloudflare("{ organization: { teams: { enabled: true } }, bearer: true }")}`,
  ),
  "quickback/features/work/tasks.ts": `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const tasks = sqliteTable("tasks", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  teamId: text("team_id").notNull(),
  title: text("title").notNull(),
  code: text("code").notNull().unique(),
  state: text("state", { enum: ["new", "done"] }).notNull(),
  size: integer("size"),
  slug: text("slug"),
  due: integer("due", { mode: "timestamp" }),
  seen: integer("seen", { mode: "timestamp_ms" }),
  facts: text("facts", { mode: "json" }),
});

const show = { roles: ["owner"] };

export default defineTable(tasks, {
  firewall: { organization: {}, team: {}, softDelete: {} },
  masking: { due: { type: "redact", show }, seen: { type: "redact", show }, facts: { type: "redact", show } },
  guards: { createable: ["title", "code", "state", "size"], updatable: ["title", "size"] },
  validation: { code: { pattern: "^[A-Z]{3}-\\\\d{4}$" }, size: { min: 1, max: 8 } },
  crud: {
    list: { access: { roles: ["owner", "member"], record: { size: { lessThan: 5, greaterThan: 1 } } } },
    get: { access: { or: [{ roles: ["owner"] }, { roles: ["member"], record: { state: { in: ["new"] }, size: { notEquals: null } } }] } },
    create: { access: { roles: ["member"] }, defaults: { state: "new", size: 3 }, computed: { slug: ({ input }) => String(input.title).toLowerCase() } },
    update: { access: (ctx, record) => ctx.roles.includes("owner") && record !== undefined },
    delete: { access: { roles: ["owner"] }, mode: "hard" },
  },
});
`,
  "quickback/features/work/actions.ts": `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { tasks } from "./tasks";

export default defineActions(tasks, {
  transfer: {
    description: "Send the task somewhere",
    input: z.object({ to: z.string().regex(/^node:[0-9a-f]{12}:[A-Z]{4}$/) }),
    access: { roles: ["owner"] },
    execute: async ({ record }) => record,
  },
  fetchAll: {
    description: "Ask a service that is not there",
    standalone: true,
    path: "/fetch-all",
    method: "GET",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async () => ({ status: (await fetch("https://service.example/")).status }),
  },
});
`,
};

/** Platform roles only, rows of their owners, masks, and views. */
export const singleTenantProject: Record<string, string> = {
  "quickback/quickback.config.ts": config(
    `features: { organizations: false },\n  ${cloudflare('["admin"]')}`,
  ),
  "quickback/features/diary/entries.ts": `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const entries = sqliteTable("entries", {
  id: text("id").primaryKey(),
  ownerId: text("owner_id").notNull(),
  text: text("text").notNull(),
  secret: text("secret"),
});

export default defineTable(entries, {
  firewall: { owner: {}, errorMode: "hide" },
  guards: { createable: ["text", "secret"], updatable: ["text"] },
  masking: { secret: { type: "redact" } },
  crud: {
    list: { access: { userRole: ["user", "admin"] } },
    get: { access: { userRole: ["user", "admin"] } },
    create: { access: { userRole: ["user", "admin"] } },
    update: { access: { userRole: ["user", "admin"] } },
    delete: { access: { userRole: ["admin"] } },
  },
});
`,
};
