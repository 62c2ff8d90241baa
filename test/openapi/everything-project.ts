import { printConfig } from "../support/config";

const config = printConfig("everything", {
  database: { generateId: false },
  plugins: {
    organization: { teams: { enabled: true } },
    admin: true,
    bearer: true,
    apiKey: { rateLimit: { maxRequests: 1000 } },
    jwt: { expiresInSeconds: 120 },
  },
});

const categories = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const categories = sqliteTable("categories", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  code: text("code").notNull(),
  state: text("state", { enum: ["draft", "live"] }).notNull().default("draft"),
});

const staff = { roles: ["owner", "admin"] };

export default defineTable(categories, {
  firewall: { organization: {}, softDelete: {}, errorMode: "hide" },
  guards: { createable: ["id", "name"], updatable: ["name"], immutable: ["code"], protected: { state: ["publish"] } },
  validation: { code: { pattern: "^[A-Z]{2}-\\\\d+$" }, name: { minLength: 2, maxLength: 40 } },
  defaultSort: { field: "name", order: "asc" },
  crud: {
    list: { access: { roles: ["owner", "admin", "member"] }, pageSize: 10, maxPageSize: 30, fields: ["id", "name", "state"] },
    get: { access: { roles: ["owner", "admin", "member"] }, fields: ["id", "name", "code", "state"] },
    create: { access: staff },
    update: { access: (ctx, record) => ctx.roles.includes("owner") || record?.state === "draft" },
    delete: { access: staff, mode: "hard" },
    batchDelete: { maxBatchSize: 5, allowAtomic: false },
  },
});
`;

const products = `import { defineTable } from "@quickback/compiler";
import { blob, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { categories } from "./categories";

export const products = sqliteTable("products", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  sku: text("sku").unique(),
  categoryId: text("category_id").references(() => categories.id),
  kind: text("kind", { enum: ["book", "game"] }).notNull().default("book"),
  grade: text("grade"),
  stock: integer("stock").notNull().default(5),
  price: real("price"),
  active: integer("active", { mode: "boolean" }),
  seenAt: integer("seen_at", { mode: "timestamp" }),
  tags: text("tags", { mode: "json" }),
  settings: text("settings", { mode: "json" }).notNull(),
  photo: blob("photo", { mode: "buffer" }),
  serial: blob("serial", { mode: "bigint" }),
  homepage: text("homepage"),
  contactEmail: text("contact_email"),
  supportPhone: text("support_phone"),
  cost: integer("cost"),
  secretDate: integer("secret_date", { mode: "timestamp" }),
  note: text("note"),
  owner: text("owner"),
  cardNumber: text("card_number"),
});

const staff = { roles: ["owner", "admin"] };
const all = { roles: ["owner", "admin", "member"] };
const show = { roles: ["owner"] };

export default defineTable(products, {
  firewall: { organization: {}, softDelete: {} },
  guards: false,
  masking: {
    contactEmail: { type: "email", show },
    supportPhone: { type: "phone", show },
    cost: { type: "redact", show },
    secretDate: { type: "redact", show },
    note: { type: "redact", show: { roles: ["owner"], or: "owner" } },
    owner: { type: "name", show },
    cardNumber: { type: "creditCard" },
    homepage: { type: "custom", mask: (value) => ({ host: String(value).length }), show },
  },
  validation: {
    name: { minLength: 1, maxLength: 80 },
    grade: { enum: ["a", "b"] },
    stock: { min: 0, max: 1000 },
    price: { min: 0.5 },
    homepage: { url: true },
    contactEmail: { email: true, maxLength: 60 },
  },
  views: {
    prices: { fields: ["id", "name", "price", "cost"], access: all },
  },
  crud: {
    list: { access: { or: [staff, { roles: ["member"], record: { active: { equals: true } } }] } },
    get: { access: all },
    create: { access: staff },
    update: { access: { or: [{ roles: ["owner"] }, { roles: ["admin"], record: { stock: { lessThan: 10 } } }] } },
    delete: { access: staff },
    put: { access: staff },
    batchCreate: { maxBatchSize: 20 },
    batchUpdate: { maxBatchSize: 20 },
    batchPut: { maxBatchSize: 20 },
  },
});
`;

const notices = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const notices = sqliteTable("notices", {
  id: text("id").primaryKey(),
  ownerId: text("owner_id").notNull(),
  title: text("title").notNull(),
});

const signedIn = { userRole: ["user", "admin"] };

export default defineTable(notices, {
  firewall: { owner: {} },
  guards: { createable: ["id", "title"], updatable: ["title"] },
  crud: {
    list: { access: signedIn },
    get: { access: signedIn },
    create: { access: signedIn },
    delete: { access: signedIn },
    batchCreate: false,
  },
});
`;

const posters = `import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const posters = sqliteTable("posters", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  title: text("title").notNull(),
  position: integer("position"),
});

export default defineTable(posters, {
  firewall: { organization: {} },
  guards: { createable: ["id", "title", "position"], updatable: ["title"] },
  crud: {
    list: { access: { roles: ["PUBLIC"] } },
    get: { access: { roles: ["PUBLIC"] } },
    create: { access: { roles: ["owner"] } },
  },
});
`;

const categoryActions = `import { ActionError, defineActions } from "@quickback/compiler";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { categories } from "./categories";

export default defineActions(categories, {
  publish: {
    description: "Show the category",
    input: z.object({ note: z.string().min(2).max(10).optional(), mode: z.enum(["now", "later"]).default("now") }),
    access: { roles: ["owner"], record: { state: { equals: "draft" } } },
    execute: async ({ db, record }) => {
      await db.update(categories).set({ state: "live" }).where(eq(categories.id, record.id));
      return { published: true };
    },
  },
  count: {
    description: "Count the categories",
    standalone: true,
    method: "GET",
    path: "/count",
    input: z.object({ atLeast: z.coerce.number().int().min(0).max(9).default(0), name: z.string().optional() }),
    access: { roles: ["owner", "member"] },
    execute: async ({ db }) => ({ count: (await db.select().from(categories)).length }),
  },
  fail: {
    description: "Answer an error of its own",
    standalone: true,
    path: "/fail",
    input: z.object({ code: z.string() }),
    access: { roles: ["owner"] },
    execute: async ({ input }) => {
      throw new ActionError("As asked", input.code, 418);
    },
  },
  download: {
    description: "The categories as a text file",
    standalone: true,
    method: "GET",
    path: "/download",
    responseType: "file",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async () => new Response("a,b", { headers: { "content-type": "text/csv" } }),
  },
});
`;

const deskActions = `import { defineActions } from "@quickback/compiler";
import { z } from "zod";

export default defineActions(null, {
  ask: {
    description: "Ask a question without an account",
    standalone: true,
    path: "/ask",
    input: z.object({ email: z.email(), question: z.string().min(5).max(100), tags: z.array(z.string()).max(3).optional() }),
    access: { roles: ["PUBLIC"] },
    execute: async ({ input }) => ({ characters: input.question.length }),
  },
  inspect: {
    description: "Look across every organization",
    standalone: true,
    path: "/inspect",
    input: z.object({ depth: z.number().int().min(1).max(3) }),
    access: { userRole: ["admin"] },
    unsafe: { reason: "Support looks into every organization", adminOnly: true, crossTenant: true, targetScope: "all" },
    execute: async ({ input }) => ({ depth: input.depth }),
  },
});
`;

/** Batches, PUT, views, actions of every kind, masks of every type, validation, and every type of column. */
export const everythingProject: Record<string, string> = {
  "quickback/quickback.config.ts": config,
  "quickback/features/shop/categories.ts": categories,
  "quickback/features/shop/products.ts": products,
  "quickback/features/shop/notices.ts": notices,
  "quickback/features/shop/posters.ts": posters,
  "quickback/features/shop/actions.ts": categoryActions,
  "quickback/features/desk/actions.ts": deskActions,
};
