import type { ActionExecutor } from "@quickback/types";
import { eq } from "drizzle-orm";
import { applications } from "../applications";

/** Closes an application and keeps the reason. */
export const execute: ActionExecutor<typeof applications, { reason: string }> = async ({
  db,
  record,
  input,
}) => {
  const [updated] = await db
    .update(applications)
    .set({ stage: "rejected", rejectionReason: input.reason })
    .where(eq(applications.id, record.id))
    .returning();
  return updated;
};
