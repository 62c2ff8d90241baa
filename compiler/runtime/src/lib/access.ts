import { and, or, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import {
  type Comparison,
  comparisonHolds,
  comparisonKey,
  comparisonSql,
  comparisonValue,
  compileRecord,
} from "./conditions";
import { ApiError } from "./errors";
import { splitRoles } from "./roles";
import type { AccessFunction, RequestContext, Row, RuntimeAccess, RuntimeFunction } from "./types";
import { unauthenticated } from "./unauthenticated";

/**
 * What is left of a rule once the caller's roles are known: decided, or conditions on the record.
 * Branches whose roles fail are gone.
 */
export type Residual =
  | boolean
  | { kind: "record"; name: string; comparisons: Comparison[] }
  | { kind: "check"; check: AccessFunction }
  | { kind: "all" | "any"; parts: Residual[] };

/** An access rule, prepared once for many requests. */
export interface Access {
  /** A caller who is not signed in may pass. */
  admitsAnonymous: boolean;
  /** Roles named anywhere in the rule, for the error answer. */
  required: { roles: string[]; userRoles: string[] };
  /** Decides the role part for this caller. */
  residual(ctx: RequestContext): Residual;
}

interface Node {
  roles: string[] | undefined;
  userRole: string[] | undefined;
  record: Residual | undefined;
  check: Residual | undefined;
  or: Node[] | undefined;
  and: Node[] | undefined;
}

/**
 * Prepares a rule. Without a table (tableless actions) record conditions can never hold.
 *
 * @param prefix keeps its placeholders apart from those of another rule in the same statement
 */
export function compileAccess(rule: RuntimeAccess, table: SQLiteTable | undefined, prefix = ""): Access {
  const required = { roles: new Set<string>(), userRoles: new Set<string>() };
  let records = 0;
  const compile = (from: RuntimeAccess): Node => {
    for (const role of from.roles ?? []) required.roles.add(role);
    for (const role of from.userRole ?? []) required.userRoles.add(role);
    let record: Residual | undefined;
    if (from.record) {
      const slot = `${prefix}a${records++}`;
      const comparisons = table ? compileRecord(table, from.record, slot) : [];
      const name = `${slot}[${comparisons.map(comparisonKey).join()}]`;
      record = comparisons.length > 0 && { kind: "record", name, comparisons };
    }
    return {
      roles: from.roles,
      userRole: from.userRole,
      record,
      check: from.check && { kind: "check", check: accessFunction(from.check) },
      or: from.or?.map(compile),
      and: from.and?.map(compile),
    };
  };
  const root = compile(rule);
  return {
    admitsAnonymous: openness(root) === "public",
    required: { roles: [...required.roles], userRoles: [...required.userRoles] },
    residual: (ctx) => reduce(root, ctx, ctx.authenticated),
  };
}

/** The role decision without a refusal; `false` when no branch can pass. */
export function decide(access: Access, ctx: RequestContext): Residual {
  return ctx.authenticated || access.admitsAnonymous ? access.residual(ctx) : false;
}

/** What is left of rules of which one is enough. */
export function anyOf(residuals: Residual[]): Residual {
  return join("any", residuals);
}

/**
 * The role decision, made before the database is touched.
 *
 * @throws ApiError 401 for an anonymous caller of a rule that is not PUBLIC, 403 ACCESS_ROLE_REQUIRED
 * when no branch can pass.
 */
export function authorize(access: Access, ctx: RequestContext): Residual {
  const residual = decide(access, ctx);
  if (residual === false) throw roleRequired(access, ctx);
  return residual;
}

/** The refusal of a caller whose roles do not suffice. */
export function roleRequired(access: Access, ctx: RequestContext): ApiError {
  if (!ctx.authenticated) return unauthenticated(ctx);
  const { roles, userRoles } = access.required;
  return new ApiError(403, {
    error: "Your role does not allow this",
    layer: "access",
    code: "ACCESS_ROLE_REQUIRED",
    details: {
      required: roles,
      current: ctx.roles,
      ...(userRoles.length > 0 && { userRoleRequired: userRoles, userRoleCurrent: ctx.userRole ?? null }),
    },
  });
}

/** The refusal of a record that the caller may see but not use this way. */
export function conditionFailed(): ApiError {
  return new ApiError(403, {
    error: "This record is not in a state, or not yours, for this operation",
    layer: "access",
    code: "ACCESS_CONDITION_FAILED",
    details: { reason: "A condition on the record does not hold" },
  });
}

/** Runs the function forms and puts their answers in place; what is left can be asked in SQL. */
export async function settleChecks(residual: Residual, ctx: RequestContext, record?: Row): Promise<Residual> {
  if (typeof residual === "boolean" || residual.kind === "record") return residual;
  if (residual.kind === "check") return (await residual.check(ctx, record)) === true;
  const parts: Residual[] = [];
  for (const part of residual.parts) parts.push(await settleChecks(part, ctx, record));
  return join(residual.kind, parts);
}

export function hasChecks(residual: Residual): boolean {
  if (typeof residual === "boolean" || residual.kind === "record") return false;
  return residual.kind === "check" || residual.parts.some(hasChecks);
}

/** Whether the rule holds for a row in memory. */
export async function holds(residual: Residual, ctx: RequestContext, row: Row): Promise<boolean> {
  const settled = await settleChecks(residual, ctx, row);
  return holdsSettled(settled, ctx, row);
}

function holdsSettled(residual: Residual, ctx: RequestContext, row: Row): boolean {
  if (typeof residual === "boolean") return residual;
  switch (residual.kind) {
    case "record":
      return residual.comparisons.every((comparison) => comparisonHolds(comparison, row, ctx));
    case "all":
      return residual.parts.every((part) => holdsSettled(part, ctx, row));
    case "any":
      return residual.parts.some((part) => holdsSettled(part, ctx, row));
    case "check":
      return false;
  }
}

/** Names the shape of the residual: on one table, the same key always means the same SQL, whichever rule it is of. */
export function residualKey(residual: Residual): string {
  if (typeof residual === "boolean") return residual ? "1" : "0";
  if (residual.kind === "record") return residual.name;
  if (residual.kind === "check") return "?";
  return `${residual.kind}(${residual.parts.map(residualKey).join()})`;
}

/**
 * The residual as a WHERE condition; undefined when everything passes. A check left over denies.
 *
 * @param ctx given: the caller's values stand in the SQL; left out: placeholders do
 */
export function residualSql(residual: Residual, ctx?: RequestContext): SQL | undefined {
  if (residual === true) return undefined;
  if (residual === false || residual.kind === "check") return sql`0`;
  if (residual.kind === "record") {
    return and(
      ...residual.comparisons.map((comparison) =>
        comparisonSql(comparison, ctx ? comparisonValue(comparison, ctx) : sql.placeholder(comparison.slot)),
      ),
    );
  }
  const parts = residual.parts.map((part) => residualSql(part, ctx) ?? sql`1`);
  return residual.kind === "all" ? and(...parts) : or(...parts);
}

/** Adds the values of the residual's placeholders to `values`. */
export function bindResidual(residual: Residual, ctx: RequestContext, values: Record<string, unknown>): void {
  if (typeof residual === "boolean" || residual.kind === "check") return;
  if (residual.kind === "record") {
    for (const comparison of residual.comparisons) {
      values[comparison.slot] = comparisonValue(comparison, ctx);
    }
    return;
  }
  for (const part of residual.parts) bindResidual(part, ctx, values);
}

/**
 * Whether a rule lets in callers who are not signed in: it says PUBLIC, it says nothing about
 * identity, or it asks for one.
 */
function openness(node: Node): "public" | "neutral" | "closed" {
  const parts: string[] = [];
  if (node.roles) parts.push(node.roles.includes("PUBLIC") ? "public" : "closed");
  if (node.userRole) parts.push("closed");
  if (node.and) parts.push(...node.and.map((child) => openness(child)));
  if (node.or) {
    const branches = node.or.map((child) => openness(child));
    parts.push(branches.includes("public") ? "public" : branches.includes("neutral") ? "neutral" : "closed");
  }
  if (parts.includes("closed")) return "closed";
  return parts.includes("public") ? "public" : "neutral";
}

/** `admitted`: the caller is signed in, or a PUBLIC clause spoke for this node. */
function reduce(node: Node, ctx: RequestContext, admitted: boolean): Residual {
  const own: Residual[] = [];
  if (node.roles) {
    own.push(node.roles.some((role) => role === "PUBLIC" || ctx.roles.includes(role)));
  }
  if (node.userRole) {
    const held = splitRoles(ctx.userRole);
    own.push(ctx.authenticated && node.userRole.some((role) => held.includes(role)));
  }
  if (node.record !== undefined) own.push(node.record);
  if (node.check !== undefined) own.push(node.check);
  if (node.and?.length === 0) own.push(false);

  const { or } = node;
  const nested = (node.and ?? []).map((child) => (inside: boolean) => reduce(child, ctx, inside));
  if (or) {
    nested.push((inside) =>
      join(
        "any",
        or.map((child) => reduce(child, ctx, inside)),
      ),
    );
  }
  if (own.length + nested.length === 0) return false;
  if (admitted || node.roles?.includes("PUBLIC")) {
    return join("all", [...own, ...nested.map((part) => part(true))]);
  }
  // Nobody spoke yet: one of the nested rules has to say PUBLIC, and then speaks for the others.
  return join(
    "any",
    nested.map((speaker) => join("all", [...own, ...nested.map((part) => part(part !== speaker))])),
  );
}

function join(kind: "all" | "any", parts: Residual[]): Residual {
  const decisive = kind === "any";
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part) => typeof part !== "boolean");
  if (open.length === 0) return !decisive;
  return open.length === 1 && open[0] !== undefined ? open[0] : { kind, parts: open };
}

/** A policy's functions share one type; where access expects one, it is an access function. */
function accessFunction(check: RuntimeFunction): AccessFunction {
  return async (ctx, record) => {
    const answer: unknown = await check(ctx, record);
    return answer === true;
  };
}
