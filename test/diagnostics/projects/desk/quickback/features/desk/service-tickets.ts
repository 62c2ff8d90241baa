import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { queues } from "./queues";

export const priorities = ["low", "normal", "urgent"] as const;

export const serviceTickets = sqliteTable("service_tickets", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  organizationId: text("organization_id").notNull(),
  ownerId: text("owner_id").notNull(),
  queueId: integer("queue_id").references(() => queues.id),
  subject: text("subject").notNull(),
  reporter: text("reporter").notNull(),
  summary: text("summary").notNull(),
  priority: text("priority", { enum: priorities }).notNull().default("normal"),
  resolved: integer("resolved", { mode: "boolean" }).notNull().default(false),
  rating: integer("rating"),
});

export default defineTable(serviceTickets, {
  firewall: { organization: {}, owner: { mode: "optional" }, softDelete: {} },
  guards: {
    createable: ["queueId", "subject", "priority"],
    updatable: ["queueId", "subject", "priority"],
    protected: { resolved: ["resolve", "reopen"], rating: ["rate"] },
  },
  validation: { subject: { minLength: 5 }, rating: { min: 1, max: 5 } },
  views: {
    open: {
      fields: ["id", "subject", "priority"],
      access: { roles: ["owner", "admin", "agent"], record: { resolved: { equals: false } } },
    },
  },
  layouts: { form: { sections: [{ label: "Ticket", fields: ["subject", "priority", "queueId"] }] } },
  crud: {
    list: { access: { roles: ["owner", "admin", "agent", "member"] } },
    get: { access: { roles: ["owner", "admin", "agent", "member"] } },
    create: {
      access: { roles: ["owner", "admin", "agent", "member"] },
      defaults: { reporter: "$ctx.user.email", priority: "low" },
      computed: { summary: ({ input }) => input.subject?.slice(0, 40) ?? "" },
    },
    update: {
      access: {
        or: [
          { roles: ["owner", "admin"] },
          { and: [{ roles: ["agent"] }, { record: { priority: { notIn: ["urgent"] } } }] },
        ],
      },
    },
    delete: { access: { userRole: ["admin"] } },
  },
});
