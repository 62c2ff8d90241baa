import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { runs } from "./runs";

export default defineActions(runs, {
  finish: {
    description: "Say how the run went",
    input: z.object({ records: z.int(), failed: z.int() }),
    access: { roles: ["owner", "admin"] },
    method: "PUT",
    execute: async ({ db, record, input }) => {
      await db.update(runs).set(input).where(eq(runs.id, record.id));
      return { finished: true };
    },
  },
});
