import { defineTable } from "@quickback/compiler";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const jobPostings = sqliteTable("job_postings", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  description: text("description").notNull(),
  location: text("location").notNull(),
  published: integer("published", { mode: "boolean" }).notNull().default(false),
});

export default defineTable(jobPostings, {
  firewall: { exception: true, softDelete: {} },
  guards: {
    createable: ["title", "description", "location", "published"],
    updatable: ["title", "description", "location", "published"],
  },
  crud: {
    list: {
      access: {
        or: [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, { userRole: ["admin"] }],
      },
    },
    get: {
      access: {
        or: [{ roles: ["PUBLIC"], record: { published: { equals: true } } }, { userRole: ["admin"] }],
      },
    },
    create: { access: { userRole: ["admin"] } },
    update: { access: { userRole: ["admin"] } },
    delete: { access: { userRole: ["admin"] } },
  },
});
