import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const contacts = sqliteTable(
  "contacts",
  {
    id: text().primaryKey(),
    organizationId: text().notNull(),
    externalRef: text().notNull(),
    score: integer(),
    kind: text({ enum: ["person", "company"] }).notNull(),
  },
  (t) => [uniqueIndex("contacts_ref").on(t.organizationId, t.externalRef)],
);

export default defineTable(contacts, {
  firewall: { organization: {}, softDelete: {} },
  guards: false,
  validation: { kind: { enum: ["person", "company"] }, score: { min: 0, max: 100 } },
  defaultSort: { field: "externalRef", order: "asc" },
  crud: {
    list: { access: { roles: ["owner", "admin"] }, fields: ["id", "externalRef", "kind"] },
    get: { access: { roles: ["owner", "admin"] } },
    create: { access: { roles: ["owner"] } },
    update: { access: { roles: ["owner"] } },
    delete: { access: { roles: ["owner"] } },
  },
});
