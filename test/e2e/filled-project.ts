import { batchProject } from "../support/batch-project";

/** Tables whose columns the app fills: by defaults, by functions, on create, on update and by PUT. */
const tickets = `import { defineTable } from "@quickback/compiler";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { queues } from "./queues";

export const tickets = sqliteTable("tickets", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  status: text("status", { enum: ["open", "done"] }).notNull(),
  reporter: text("reporter").notNull(),
  team: text("team"),
  dueAt: integer("due_at", { mode: "timestamp" }).notNull(),
  slug: text("slug").notNull(),
  remindAt: integer("remind_at", { mode: "timestamp" }),
  weight: real("weight"),
  level: text("level", { enum: ["low", "high"] }),
  queueRef: text("queue_ref"),
  queueId: text("queue_id").references(() => queues.id),
  touchedBy: text("touched_by"),
});

const words = (title: string) => title.toLowerCase().split(" ");
const staff = { roles: ["owner", "member"] };

export default defineTable(tickets, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["id", "title", "status", "weight", "queueRef"], updatable: ["title", "queueRef"] },
  validation: { slug: { maxLength: 30 } },
  crud: {
    list: { access: staff },
    get: { access: staff },
    create: {
      access: { or: [{ roles: ["owner"] }, (_ctx, record) => record?.status === "open"] },
      defaults: { status: "open", reporter: "$ctx.user.email", team: "$ctx.activeTeamId", dueAt: "2026-01-02T03:04:05+01:00" },
      computed: {
        slug: async ({ input, ctx }) => \`\${words(input.title ?? "").join("-")}-\${input.status}-\${ctx.roles.join()}\`,
        remindAt: ({ input }) => (input.dueAt ? new Date(input.dueAt.getTime() - 1000) : null),
        level({ input }) {
          input.title = "changed by a function that should not";
          const level = input.weight === 99 ? "enormous" : input.weight === 98 ? 5 : "low";
          return level as "low";
        },
        queueId: ({ input }) => input.queueRef ?? null,
      },
    },
    update: {
      access: staff,
      computed: {
        touchedBy: ({ input, ctx }) => \`\${ctx.userId}: \${Object.keys(input).join()}\`,
        queueId: ({ input }) => input.queueRef ?? null,
      },
    },
  },
});
`;

const queues = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const queues = sqliteTable("queues", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
});

export default defineTable(queues, {
  firewall: { organization: {} },
  guards: { createable: ["id"] },
  crud: { create: { access: { roles: ["owner"] } } },
});
`;

const mirrors = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const mirrors = sqliteTable("mirrors", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  source: text("source").notNull(),
  key: text("key").notNull(),
});

export default defineTable(mirrors, {
  firewall: { organization: {} },
  guards: false,
  crud: {
    create: {
      access: { roles: ["owner"] },
      defaults: { source: "import" },
      computed: { key: ({ input }) => \`\${input.source}/\${input.name}\` },
    },
    get: { access: { roles: ["owner"] } },
    put: { access: { roles: ["owner"] } },
  },
});
`;

export const filledProject: Record<string, string> = {
  "quickback/quickback.config.ts": batchProject["quickback/quickback.config.ts"] ?? "",
  "quickback/features/desk/tickets.ts": tickets,
  "quickback/features/desk/queues.ts": queues,
  "quickback/features/desk/mirrors.ts": mirrors,
};
