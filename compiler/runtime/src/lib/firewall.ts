import { and, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnOf, toDriver } from "./columns";
import { contextPath } from "./conditions";
import { ApiError } from "./errors";
import type { FirewallPolicy, FirewallScope } from "./policy";
import type { RequestContext, Row } from "./types";

interface Scope extends FirewallScope {
  sqlColumn: SQLiteColumn;
}

/** A table's firewall, prepared once for many requests. */
export interface Firewall {
  /** Column keys that hold the tenant: stamped on insert, never changed by anyone. */
  scopeColumns: string[];
  softDelete: { key: string; column: SQLiteColumn } | undefined;
  /** Names the scopes that apply to this caller: the same key always means the same SQL. */
  key(ctx: RequestContext): string;
  /** The WHERE condition with placeholders named after `prefix`. */
  sql(ctx: RequestContext, prefix: string): SQL | undefined;
  /** Adds the values of those placeholders. An absent context value binds NULL and matches no row. */
  bind(ctx: RequestContext, prefix: string, values: Record<string, unknown>): void;
  /** The WHERE condition with the caller's values in place. */
  condition(ctx: RequestContext): SQL | undefined;
  /** The tenant alone (organization and team), soft-deleted rows included: for cascades. */
  tenant(ctx: RequestContext): SQL | undefined;
  /** Scope columns and their values for a new row. @throws ApiError 400/401 when one is absent */
  stamp(ctx: RequestContext): Row;
  /** @throws ApiError 400 ORG_REQUIRED or TEAM_REQUIRED when the table belongs to one and none is active */
  requireTenant(ctx: RequestContext): void;
  /** The answer for a row that is absent or foreign: the caller cannot tell which. */
  notFound(): ApiError;
}

/** Prepares a firewall policy for its table. */
export function compileFirewall(policy: FirewallPolicy, table: SQLiteTable): Firewall {
  const scopes: Scope[] = policy.scopes.map((scope) => ({
    ...scope,
    sqlColumn: columnOf(table, scope.column),
  }));
  const tenantScopes = scopes.filter(({ kind }) => kind !== "owner");
  const softDelete = policy.softDelete
    ? { key: policy.softDelete, column: columnOf(table, policy.softDelete) }
    : undefined;
  const alive = softDelete && isNull(softDelete.column);
  const isolated = scopes.length > 0 || policy.exception;

  const where = (ctx: RequestContext, operand: (scope: Scope, index: number) => unknown) => {
    // A policy with neither scope nor exception is a mistake: no row rather than every row.
    if (!isolated) return sql`0`;
    const conditions = scopes.flatMap((scope, index) =>
      applies(scope, ctx) ? [sql`${scope.sqlColumn} = ${operand(scope, index)}`] : [],
    );
    return and(...conditions, alive);
  };

  return {
    scopeColumns: scopes.map((scope) => scope.column),
    softDelete,
    key: (ctx) => scopes.map((scope) => (applies(scope, ctx) ? "1" : "0")).join(""),
    sql: (ctx, prefix) => where(ctx, (_scope, index) => sql.placeholder(`${prefix}${index}`)),
    bind: (ctx, prefix, values) => {
      scopes.forEach((scope, index) => {
        if (applies(scope, ctx)) values[`${prefix}${index}`] = bound(scope, ctx);
      });
    },
    condition: (ctx) => where(ctx, (scope) => bound(scope, ctx)),
    tenant: (ctx) => and(...tenantScopes.map((scope) => sql`${scope.sqlColumn} = ${bound(scope, ctx)}`)),
    stamp: (ctx) => {
      const row: Row = {};
      for (const scope of scopes) {
        const value = contextValue(ctx, scope.source);
        if (value === undefined) throw absent[scope.kind]();
        row[scope.column] = value;
      }
      return row;
    },
    requireTenant: (ctx) => {
      const scope = tenantScopes.find(({ source }) => contextValue(ctx, source) === undefined);
      if (scope) throw absent[scope.kind]();
    },
    notFound: () =>
      policy.errorMode === "hide"
        ? new ApiError(404, { error: "Not found", code: "NOT_FOUND" })
        : new ApiError(403, {
            error: "No such record within your reach",
            layer: "firewall",
            code: "FIREWALL_NOT_FOUND",
            hint: "Check the id, and that the active organization is the record's",
          }),
  };
}

/** Whether the scope narrows what this caller sees; elevated roles skip an optional owner scope. */
function applies(scope: Scope, ctx: RequestContext): boolean {
  return !scope.exceptRoles?.some((role) => ctx.roles.includes(role));
}

function bound(scope: Scope, ctx: RequestContext): unknown {
  return toDriver(scope.sqlColumn, contextValue(ctx, scope.source));
}

function contextValue(ctx: RequestContext, source: string): unknown {
  const value = contextPath(ctx, source);
  return value === null || value === "" ? undefined : value;
}

/** The refusals of a request without the value that a scope needs. */
const absent: Record<FirewallScope["kind"], () => ApiError> = {
  organization: () =>
    new ApiError(400, {
      error: "This needs an active organization",
      layer: "firewall",
      code: "ORG_REQUIRED",
      hint: "Make an organization active first, or name one with ?organizationId= where that is allowed",
    }),
  team: () =>
    new ApiError(400, {
      error: "This needs an active team",
      layer: "firewall",
      code: "TEAM_REQUIRED",
      hint: "Make one of your teams in the active organization active: POST /auth/v1/organization/set-active-team",
    }),
  owner: () =>
    new ApiError(401, {
      error: "A new record needs its owner, and the request has none",
      layer: "firewall",
      code: "AUTH_MISSING",
    }),
};
