import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { orders } from "./orders";

/** What happened to an order: internal. */
export const orderEvents = sqliteTable("order_events", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  orderId: text("order_id")
    .notNull()
    .references(() => orders.id),
  what: text("what").notNull(),
});
