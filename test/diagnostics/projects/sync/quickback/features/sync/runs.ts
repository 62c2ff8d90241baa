import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const runs = sqliteTable("runs", {
  id: text().primaryKey(),
  ownerId: text().notNull(),
  source: text().notNull(),
  records: integer().notNull().default(0),
  failed: integer().notNull().default(0),
});

export default defineTable(runs, {
  firewall: { owner: {} },
  guards: {
    createable: ["id", "source"],
    updatable: ["source"],
    protected: { records: ["finish"], failed: ["finish"] },
  },
  views: { failures: { fields: ["id", "source", "failed"], access: { roles: ["owner", "admin"] } } },
  crud: {
    list: {
      access: { roles: ["owner", "admin"], record: { failed: { greaterThanOrEqual: 0, lessThan: 1000 } } },
    },
    get: { access: { or: [{ roles: ["owner"] }, { userRole: ["admin"] }] } },
    create: { access: { roles: ["owner", "admin"] } },
    update: { access: { roles: ["owner", "admin"], record: { records: { notIn: [1, 2] } } } },
    delete: { access: { roles: ["owner"] } },
  },
});
