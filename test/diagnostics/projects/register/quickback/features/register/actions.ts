import { defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { permits } from "./permits";

export default defineActions(permits, {
  transfer: {
    description: "Give the permit to another holder",
    input: z.object({ holder: z.string().min(1) }),
    access: { roles: ["owner"] },
    execute: ({ db, record, input }) =>
      db.update(permits).set({ holder: input.holder }).where(eq(permits.id, record.id)).returning(),
  },
});
