import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const posts = sqliteTable("posts", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  slug: text("slug").notNull().unique(),
  body: text("body").notNull(),
  status: text("status", { enum: ["draft", "published"] })
    .notNull()
    .default("draft"),
  publishedAt: text("published_at"),
});

/** Everyone reads what is published; admins read everything. */
const readable = {
  or: [{ roles: ["PUBLIC"], record: { status: { equals: "published" } } }, { userRole: ["admin"] }],
};

export default defineTable(posts, {
  // Posts belong to the site, not to a tenant.
  firewall: { exception: true, softDelete: {} },
  guards: {
    createable: ["title", "slug", "body"],
    updatable: ["title", "slug", "body"],
    protected: { status: ["publish", "unpublish"], publishedAt: ["publish", "unpublish"] },
  },
  validation: {
    title: { minLength: 1, maxLength: 200 },
    slug: { pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 100 },
  },
  crud: {
    list: { access: readable },
    get: { access: readable },
    create: { access: { userRole: ["admin"] } },
    update: { access: { userRole: ["admin"] } },
    delete: { access: { userRole: ["admin"] } },
  },
});
