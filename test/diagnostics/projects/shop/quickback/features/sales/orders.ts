import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { products } from "../catalog/products";

export const orders = sqliteTable("orders", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  productId: text("product_id")
    .notNull()
    .references(() => products.id),
  pieces: integer("pieces").notNull(),
  buyerName: text("buyer_name").notNull(),
});

export default defineTable(orders, {
  firewall: { organization: {}, softDelete: {} },
  guards: { createable: ["productId", "pieces", "buyerName"], updatable: ["pieces"] },
  masking: { buyerName: { type: "name", show: { roles: ["owner"], or: "owner" } } },
  validation: { pieces: { min: 1, max: 999 } },
  crud: {
    list: { access: { roles: ["owner", "admin"] } },
    create: { access: { roles: ["owner", "admin", "member"] } },
    update: { access: { roles: ["owner", "admin"], record: { pieces: { greaterThan: 0 } } } },
  },
});
