import { ActionError, defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { products } from "./products";

export default defineActions(products, {
  launch: {
    description: "Offer the product for sale",
    input: z.object({}),
    access: { roles: ["owner", "admin"], record: { status: { equals: "draft" } } },
    execute: async ({ db, record }) => {
      if (record.price <= 0) throw new ActionError("The product has no price", "NO_PRICE");
      await db.update(products).set({ status: "live" }).where(eq(products.id, record.id));
      return { status: "live" };
    },
  },
  retire: {
    description: "Take the product off sale",
    input: z.object({}),
    access: { roles: ["owner"], record: { status: { notEquals: "retired" } } },
    execute: async ({ db, record }) => {
      await db.update(products).set({ status: "retired" }).where(eq(products.id, record.id));
      return { status: "retired" };
    },
  },
  restock: {
    description: "Add pieces to the stock",
    input: z.object({ pieces: z.int().positive() }),
    access: { roles: ["owner", "admin"] },
    execute: async ({ db, record, input }) => {
      const stock = record.stock + input.pieces;
      await db.update(products).set({ stock }).where(eq(products.id, record.id));
      return { stock };
    },
  },
  worth: {
    description: "What the stock is worth",
    standalone: true,
    path: "/worth",
    method: "GET",
    input: z.object({ currency: z.string().optional() }),
    access: { roles: ["owner"] },
    execute: async ({ db }) => {
      const rows = await db.select().from(products);
      return { worth: rows.reduce((sum, { price, stock }) => sum + price * stock, 0) };
    },
  },
});
