import type { Table } from "drizzle-orm";
import type { AccessFunction } from "../../runtime/src/lib/types";
import type { ContextPath, Field, ValueOf } from "./columns";

/** Conditions on one column; every operator given must hold. An absent `$ctx` value never matches. */
export interface ConditionDefinition<Value> {
  /** The value itself; `null` is no value. */
  equals?: Value | ContextPath | null;
  /** Any other value. */
  notEquals?: Value | ContextPath | null;
  /** One of these. */
  in?: readonly (Value | ContextPath)[];
  /** None of these. */
  notIn?: readonly (Value | ContextPath)[];
  /** Smaller, or earlier. */
  lessThan?: Value | ContextPath;
  /** Greater, or later. */
  greaterThan?: Value | ContextPath;
  /** Smaller or the same. */
  lessThanOrEqual?: Value | ContextPath;
  /** Greater or the same. */
  greaterThanOrEqual?: Value | ContextPath;
}

/**
 * Who may do something. Every clause given must hold; a rule without a clause denies.
 * @example { roles: ["owner", "admin"] }
 * @example { or: [{ roles: ["admin"] }, { roles: ["member"], record: { createdBy: { equals: "$ctx.userId" } } }] }
 */
export interface AccessRuleDefinition<T extends Table> {
  /** Roles in the organization; one is enough. `PUBLIC` admits everyone, signed in or not. */
  roles?: readonly string[];
  /** Platform roles (`user.role`); one is enough. */
  userRole?: readonly string[];
  /** Conditions on the record. On list and view they filter the rows. */
  record?: { [K in Field<T>]?: ConditionDefinition<ValueOf<T, K>> };
  /** At least one of these must hold. */
  or?: readonly AccessDefinition<T>[];
  /** All of these must hold. */
  and?: readonly AccessDefinition<T>[];
}

/** A rule, or a function of the request context and (where there is one) the record. */
export type AccessDefinition<T extends Table> = AccessRuleDefinition<T> | AccessFunction;
