/** What a user would write for the CMS's saved views. */
export const savedViews = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const savedViews = sqliteTable("saved_views", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  tableName: text("table_name").notNull(),
  layout: text("layout", { mode: "json" }),
  isShared: integer("is_shared", { mode: "boolean" }).notNull().default(false),
});

const access = { roles: ["owner", "admin", "member"] };

export default defineTable(savedViews, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["tableName", "layout", "isShared"], updatable: ["layout", "isShared"] },
  crud: { list: { access }, get: { access }, create: { access }, update: { access }, delete: { access } },
});
`;

/** Belongs to whoever creates it. */
const documents = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const documents = sqliteTable("documents", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  title: text("title").notNull(),
  notes: text("notes"),
});

const access = { roles: ["owner", "admin", "recruiter", "member"] };

export default defineTable(documents, {
  firewall: { organization: {}, owner: { mode: "optional" } },
  guards: { createable: ["title", "notes"], updatable: ["title"] },
  masking: { notes: { type: "redact", show: { or: "owner" } } },
  crud: { list: { access }, get: { access }, create: { access } },
});
`;

const viewActions = `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { savedViews } from "./saved-views";

export default defineActions(savedViews, {
  share: {
    description: "Owners and recruiters share every view, everyone else their own",
    input: z.object({}),
    access: {
      or: [{ roles: ["owner"] }, { roles: ["recruiter"] }, { record: { createdBy: { equals: "$ctx.userId" } } }],
    },
    execute: async ({ record }) => ({ shared: record.id }),
  },
});
`;

/** PUBLIC reads of rows that belong to an organization, masked but for their owner. */
const atsImports = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const atsImports = sqliteTable("ats_imports", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  source: text("source").notNull(),
  contact: text("contact"),
});

export default defineTable(atsImports, {
  firewall: { organization: {} },
  guards: { createable: ["source", "contact"], updatable: ["source"] },
  masking: { contact: { type: "redact", show: { or: "owner" } } },
  crud: {
    list: { access: { roles: ["PUBLIC"] } },
    get: { access: { roles: ["PUBLIC"] } },
    create: { access: { roles: ["owner"] } },
  },
});
`;

const importActions = `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { atsImports } from "./ats-imports";

export default defineActions(atsImports, {
  run: {
    description: "Run an import",
    standalone: true,
    path: "/run",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async () => ({ started: true }),
  },
});
`;

/** Tables beside those of the hiring example, for what that example does not have. */
export const failuresFiles: Record<string, string> = {
  "quickback/features/cms/saved-views.ts": savedViews,
  "quickback/features/cms/actions.ts": viewActions,
  "quickback/features/documents/documents.ts": documents,
  "quickback/features/imports/ats-imports.ts": atsImports,
  "quickback/features/imports/actions.ts": importActions,
};
