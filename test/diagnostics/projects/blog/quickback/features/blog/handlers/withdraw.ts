import type { ActionExecutor } from "@quickback/types";
import { eq } from "drizzle-orm";
import { posts } from "../posts";

export const execute: ActionExecutor<typeof posts, { reason: string }> = async ({ db, record }) => {
  await db.update(posts).set({ published: false }).where(eq(posts.id, record.id));
  return { withdrawn: true };
};
