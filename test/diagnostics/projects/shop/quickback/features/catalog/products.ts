import { defineTable } from "@quickback/compiler";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { categories } from "./categories";

export const products = sqliteTable("products", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  categoryId: text("category_id").references(() => categories.id),
  name: text("name").notNull(),
  sku: text("sku").notNull(),
  price: real("price").notNull(),
  stock: integer("stock").notNull().default(0),
  status: text("status", { enum: ["draft", "live", "retired"] })
    .notNull()
    .default("draft"),
  supplierNote: text("supplier_note"),
});

export default defineTable(products, {
  firewall: { organization: { column: "organizationId" }, softDelete: { column: "deletedAt" } },
  guards: {
    createable: ["categoryId", "name", "price", "supplierNote"],
    updatable: ["categoryId", "name", "price", "supplierNote"],
    immutable: ["sku"],
    protected: { status: ["launch", "retire"], stock: ["restock"] },
  },
  masking: { supplierNote: { type: "redact", show: { roles: ["owner", "admin"] } } },
  validation: {
    name: { minLength: 2, maxLength: 80 },
    sku: { pattern: "^[A-Z0-9-]+$" },
    price: { min: 0, max: 100000 },
    status: { enum: ["draft", "live"] },
  },
  views: {
    prices: { fields: ["id", "name", "price"], access: { roles: ["owner", "admin", "member"] } },
    stock: { fields: ["id", "sku", "stock"], access: { roles: ["owner", "admin"] } },
  },
  references: { categoryId: "categories" },
  displayColumn: "name",
  defaultSort: { field: "price", order: "desc" },
  inputHints: { price: "currency", status: "select" },
  layouts: {
    form: {
      sections: [
        { label: "Product", fields: ["name", "sku", "categoryId"], columns: 2 },
        { label: "Stock", fields: ["stock", "status"], collapsed: true },
      ],
    },
  },
  crud: {
    list: {
      access: { roles: ["owner", "admin", "member"] },
      pageSize: 25,
      maxPageSize: 100,
      fields: ["id", "name", "price", "status"],
    },
    get: { access: { roles: ["owner", "admin", "member"] } },
    create: { access: { roles: ["owner", "admin"] } },
    update: {
      access: {
        or: [{ roles: ["owner"] }, { roles: ["admin"], record: { status: { in: ["draft", "live"] } } }],
      },
    },
    delete: { access: { roles: ["owner"], record: { stock: { lessThanOrEqual: 0 } } } },
  },
});
