import type { ActionExecutor } from "@quickback/types";
import { eq } from "drizzle-orm";
import { serviceTickets } from "../service-tickets";

export const execute: ActionExecutor<typeof serviceTickets, { rating: number }> = async ({
  db,
  record,
  input,
}) => {
  await db.update(serviceTickets).set({ rating: input.rating }).where(eq(serviceTickets.id, record.id));
  return { rating: input.rating };
};
