import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { tasks } from "./tasks";

export default defineActions(tasks, {
  complete: {
    description: "Mark the task as done",
    input: z.object({}),
    access: { roles: ["owner", "admin", "member"], record: { status: { equals: "open" } } },
    execute: async ({ db, record }) => {
      const [task] = await db
        .update(tasks)
        .set({ status: "done" })
        .where(eq(tasks.id, record.id))
        .returning();
      return task;
    },
  },
});
