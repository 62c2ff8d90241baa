import { printConfig } from "./config";

/** A project whose clients choose the ids: PUT, and a table wider than D1 takes bound values for a few rows. */
const config = printConfig("batches", { database: { generateId: false } });

/** Columns `text0` to `text29`. */
export const texts = Array.from({ length: 30 }, (_, n) => `text${n}`);

const products = `import { defineTable } from "@quickback/compiler";
import { blob, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const products = sqliteTable("products", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  stock: integer("stock").notNull().default(5),
  price: real("price"),
  active: integer("active", { mode: "boolean" }),
  seenAt: integer("seen_at", { mode: "timestamp" }),
  tags: text("tags", { mode: "json" }),
  photo: blob("photo", { mode: "buffer" }),
  sku: text("sku").unique(),
  note: text("note"),
${texts.map((name) => `  ${name}: text("${name}"),`).join("\n")}
});

const staff = { roles: ["owner", "admin"] };

export default defineTable(products, {
  firewall: { organization: {}, softDelete: {} },
  guards: false,
  masking: { note: { type: "redact", show: { roles: ["owner"] } } },
  crud: {
    get: { access: staff },
    create: { access: staff },
    update: { access: staff },
    put: { access: { or: [{ roles: ["owner"] }, { roles: ["admin"], record: { stock: { lessThan: 10 } } }] } },
    batchCreate: { access: { roles: ["owner"] } },
    batchUpdate: false,
    batchPut: { maxBatchSize: 100 },
  },
});
`;

export const batchProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/shop/products.ts": products,
};
