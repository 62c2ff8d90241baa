import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { posts } from "./posts";

export default defineActions(posts, {
  publish: {
    description: "Show the post to everyone",
    input: z.object({}),
    access: { userRole: ["admin"], record: { status: { equals: "draft" } } },
    execute: async ({ db, record }) => {
      const [post] = await db
        .update(posts)
        .set({ status: "published", publishedAt: new Date().toISOString() })
        .where(eq(posts.id, record.id))
        .returning();
      return post;
    },
  },
  unpublish: {
    description: "Make the post a draft again",
    input: z.object({}),
    access: { userRole: ["admin"], record: { status: { equals: "published" } } },
    execute: async ({ db, record }) => {
      const [post] = await db
        .update(posts)
        .set({ status: "draft", publishedAt: null })
        .where(eq(posts.id, record.id))
        .returning();
      return post;
    },
  },
});
