import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { posts } from "./posts";

export default defineActions(posts, {
  publish: {
    description: "Show the post to readers",
    input: z.object({}),
    access: { userRole: ["user", "admin"], record: { published: { equals: false } } },
    execute: async ({ db, record }) => {
      await db.update(posts).set({ published: true }).where(eq(posts.id, record.id));
      return { published: true };
    },
  },
  withdraw: {
    description: "Take the post back",
    input: z.object({ reason: z.string().min(3) }),
    access: { userRole: ["admin"] },
    handler: "./handlers/withdraw",
  },
});
