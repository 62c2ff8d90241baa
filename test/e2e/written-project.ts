import { batchProject } from "../support/batch-project";

/** Tables whose writers may not, or may only in part, read what they write. */
const table = (name: string, crud: string, more = "") => `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const ${name} = sqliteTable("${name}", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  subject: text("subject").notNull(),
  contact: text("contact"),
  verdict: text("verdict").notNull().default("suspicious"),
});

export default defineTable(${name}, {
  firewall: { organization: {} },
  guards: { createable: ["id", "subject", "contact", "verdict"], updatable: ["subject", "contact", "verdict"] },
  masking: { contact: { type: "redact", show: { roles: ["owner"] } } },
  crud: {
    create: { access: { roles: ["owner", "member"] } },
    update: { access: { roles: ["owner", "member"] } },
    delete: { access: { roles: ["owner", "member"] } },
${crud}
  },${more}
});
`;

const mirror = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const mirror = sqliteTable("mirror", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  inner: text("note").notNull().default("inner"),
});

export default defineTable(mirror, {
  firewall: { organization: {} },
  guards: false,
  crud: {
    get: { access: { roles: ["owner"] } },
    put: { access: { roles: ["owner", "member"] } },
  },
});
`;

const owners = '{ roles: ["owner"] }';

export const writtenProject: Record<string, string> = {
  "quickback/quickback.config.ts": batchProject["quickback/quickback.config.ts"] ?? "",
  "quickback/features/box/reports.ts": table(
    "reports",
    `    get: { access: ${owners} },\n    list: { access: ${owners} },`,
  ),
  "quickback/features/box/drops.ts": table("drops", ""),
  "quickback/features/box/lists.ts": table(
    "lists",
    `    list: { access: { roles: ["owner", "member"] }, fields: ["id", "subject"] },`,
  ),
  "quickback/features/box/cases.ts": table(
    "cases",
    `    get: { access: { or: [${owners}, { roles: ["member"], record: { verdict: { equals: "open" } } }] } },`,
  ),
  "quickback/features/box/checks.ts": table(
    "checks",
    `    get: { access: (ctx, record) => { if (record?.subject === "boom") throw new Error("no"); return ctx.roles.includes("owner") || record?.subject === "mine"; } },
    list: { access: (ctx, record) => record !== undefined, fields: ["id", "verdict"] },`,
  ),
  "quickback/features/box/mirror.ts": mirror,
};
