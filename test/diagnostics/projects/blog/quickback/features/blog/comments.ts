import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { posts } from "./posts";

export const comments = sqliteTable("comments", {
  id: text("id").primaryKey(),
  authorId: text("author_id").notNull(),
  postId: text("post_id")
    .notNull()
    .references(() => posts.id, { onDelete: "cascade" }),
  body: text("body").notNull(),
});

export default defineTable(comments, {
  firewall: { owner: { column: "authorId" } },
  guards: { createable: ["postId", "body"], updatable: ["body"] },
  masking: { body: { type: "redact", show: { or: "owner" } } },
  references: { postId: "posts" },
  crud: {
    list: { access: { userRole: ["user", "admin"] } },
    create: { access: { userRole: ["user", "admin"] } },
    update: { access: { userRole: ["user", "admin"], record: { createdBy: { equals: "$ctx.userId" } } } },
    delete: { access: { userRole: ["admin"] }, mode: "hard" },
  },
});
