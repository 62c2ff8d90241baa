import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const customers = sqliteTable("customers", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  phone: text("phone"),
  taxNumber: text("tax_number"),
  segment: text("segment", { enum: ["lead", "client", "former"] })
    .notNull()
    .default("lead"),
  notes: text("notes"),
});

const staff = ["owner", "admin", "member"];

export default defineTable(customers, {
  /*
   * A row exists for its own organization only, and there for whoever looks after it; owners and admins
   * see every row of it. Reads, writes, batches, keys and actions all go through this. The tenant comes
   * from the session's membership: no header, parameter or body can name another.
   */
  firewall: { organization: {}, owner: { mode: "optional" }, softDelete: {}, errorMode: "hide" },
  guards: {
    createable: ["name", "email", "phone", "segment", "notes"],
    updatable: ["name", "email", "phone", "segment", "notes"],
    immutable: ["taxNumber"],
  },
  // What a caller sees masked it cannot filter, sort or search by either.
  masking: {
    email: { type: "email", show: { roles: ["owner", "admin"], or: "owner" } },
    phone: { type: "phone", show: { roles: ["owner", "admin"], or: "owner" } },
    taxNumber: { type: "ssn", show: { roles: ["owner"] } },
    notes: { type: "redact", show: { roles: ["owner", "admin"] } },
  },
  validation: { email: { email: true } },
  views: { directory: { fields: ["id", "name", "segment"], access: { roles: staff } } },
  crud: {
    list: { access: { roles: staff } },
    get: { access: { roles: staff } },
    create: { access: { roles: staff } },
    update: { access: { roles: staff } },
    delete: { access: { roles: ["owner", "admin"] } },
  },
});
