import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";

type Columns<Required extends string, Optional extends string = never> = SQLiteTable &
  Record<Required, SQLiteColumn> &
  Partial<Record<Optional, SQLiteColumn>>;

/** The keys that Better Auth's plugin makes. */
export type ApiKeyTable = Columns<
  | "id"
  | "key"
  | "referenceId"
  | "enabled"
  | "expiresAt"
  | "createdAt"
  | "metadata"
  | "rateLimitEnabled"
  | "rateLimitTimeWindow"
  | "rateLimitMax"
  | "requestCount"
  | "lastRequest"
  | "remaining"
  | "refillAmount"
  | "refillInterval"
  | "lastRefillAt"
>;

/**
 * The tables of `src/db/auth-schema.ts` that a request is authenticated against. Which of them,
 * and of their optional columns, exist follows from the configured plugins.
 */
export interface AuthTables {
  user: Columns<"id" | "email" | "name", "role" | "banned" | "banExpires">;
  session: Columns<
    "id" | "token" | "userId" | "expiresAt",
    "activeOrganizationId" | "activeTeamId" | "impersonatedBy"
  >;
  /** Absent without organizations. */
  member?: Columns<"id" | "userId" | "organizationId" | "role">;
  /** Absent without organizations. */
  organization?: Columns<"id" | "name" | "slug" | "createdAt">;
  /** Absent without teams. */
  team?: Columns<"id" | "organizationId">;
  /** Absent without teams. */
  teamMember?: Columns<"teamId" | "userId">;
  /** Absent without API keys. */
  apikey?: ApiKeyTable;
}
