import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const posts = sqliteTable("posts", {
  id: text("id").primaryKey(),
  ownerId: text("owner_id").notNull(),
  title: text("title").notNull(),
  slug: text("slug").notNull().unique(),
  body: text("body"),
  published: integer("published", { mode: "boolean" }).notNull().default(false),
  readingMinutes: integer("reading_minutes"),
});

export default defineTable(posts, {
  firewall: { owner: {}, softDelete: {}, errorMode: "hide" },
  guards: {
    createable: ["title", "body", "readingMinutes"],
    updatable: ["title", "body", "readingMinutes"],
    immutable: ["slug"],
    protected: { published: ["publish", "withdraw"] },
  },
  validation: {
    title: { minLength: 3, maxLength: 120 },
    slug: { pattern: "^[a-z0-9-]+$" },
    readingMinutes: { min: 1, max: 90 },
  },
  views: {
    titles: { fields: ["id", "title", "published"], access: { userRole: ["user", "admin"] } },
  },
  defaultSort: { field: "title", order: "asc" },
  displayColumn: "title",
  search: { fields: ["title", "body"], fullText: true },
  inputHints: { body: "richtext" },
  crud: {
    list: { access: { userRole: ["user", "admin"] }, pageSize: 20, maxPageSize: 50 },
    get: { access: { userRole: ["user", "admin"] }, fields: ["id", "title", "body"] },
    create: { access: { userRole: ["user", "admin"] } },
    update: { access: { userRole: ["user", "admin"], record: { published: { equals: false } } } },
    delete: { access: { userRole: ["admin"] }, mode: "soft" },
  },
});
