import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Who created, last changed and deleted a document, and when, needs no columns here: the six audit columns
 * are added to every table and written by the app alone.
 */
export const documents = sqliteTable("documents", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  body: text("body"),
  status: text("status", { enum: ["draft", "published"] })
    .notNull()
    .default("draft"),
});

const admins = { roles: ["admin"] };
/** Editors manage what they wrote themselves; a row's author is whom the app saw create it. */
const authors = { roles: ["editor"], record: { createdBy: { equals: "$ctx.userId" } } };

export default defineTable(documents, {
  // A deleted row stays in the database, with who deleted it and when, and is gone for everyone.
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["title", "body", "status"], updatable: ["title", "body", "status"] },
  validation: { title: { minLength: 1, maxLength: 200 } },
  defaultSort: { field: "modifiedAt", order: "desc" },
  crud: {
    list: { access: { roles: ["viewer", "editor", "admin"] } },
    get: { access: { roles: ["viewer", "editor", "admin"] } },
    create: { access: { roles: ["editor", "admin"] } },
    update: { access: { or: [admins, authors] } },
    delete: { access: { or: [admins, authors] }, mode: "soft" },
  },
});
