import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { applications } from "./applications";

/** Computed scores: internal, so in the schema and the migrations but without routes. */
export const scores = sqliteTable("scores", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  applicationId: text("application_id")
    .notNull()
    .references(() => applications.id, { onDelete: "cascade" }),
  score: integer("score").notNull(),
});
