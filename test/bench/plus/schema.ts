import { sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

const now = sql`(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`;

export const user = sqliteTable("user", { id: text("id").primaryKey(), role: text("role") });

export const session = sqliteTable("session", {
  id: text("id").primaryKey(),
  token: text("token").notNull(),
  userId: text("user_id").notNull(),
  expiresAt: integer("expires_at", { mode: "timestamp_ms" }).notNull(),
  activeOrganizationId: text("active_organization_id"),
});

export const member = sqliteTable("member", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  organizationId: text("organization_id").notNull(),
  role: text("role").notNull(),
});

export const candidates = sqliteTable("candidates", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  phone: text("phone"),
  governmentId: text("government_id"),
  resumeUrl: text("resume_url"),
  source: text("source", { enum: ["referral", "website", "agency"] }).notNull(),
  notes: text("notes"),
  createdAt: text("created_at").notNull().default(now),
  createdBy: text("created_by"),
  modifiedAt: text("modified_at").notNull().default(now),
  modifiedBy: text("modified_by"),
  deletedAt: text("deleted_at"),
  deletedBy: text("deleted_by"),
});
