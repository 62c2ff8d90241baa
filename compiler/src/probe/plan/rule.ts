import type { AccessRule, Condition } from "../../../runtime/src/lib/policy";
import type { FunctionRef, TableModel } from "../../2-model/project-model";
import type { Cell } from "./cells";
import { comparisonHolds } from "./comparison";
import type { Standing } from "./identities";

/** One condition on one column. */
export interface Comparison {
  column: string;
  operator: keyof Condition;
  operand: NonNullable<Condition[keyof Condition]> | null;
}

/** One way to pass a rule: everything in it must hold. */
export interface Alternative {
  /** Each needs one of its roles. */
  roles: string[][];
  userRoles: string[][];
  comparisons: Comparison[];
  /** Functions, whose answer nobody can tell beforehand. */
  checks: string[];
}

/** `unknown`: a function decides. */
export type Verdict = "yes" | "no" | "unknown";

type Rule = AccessRule<FunctionRef>;

/** The ways to pass a rule. A rule without a clause has none. */
export function alternativesOf(rule: Rule): Alternative[] {
  const own: Alternative = {
    roles: rule.roles ? [rule.roles] : [],
    userRoles: rule.userRole ? [rule.userRole] : [],
    comparisons: Object.entries(rule.record ?? {}).flatMap(([column, condition]) =>
      comparisonsOf(column, condition),
    ),
    checks: rule.check ? [rule.check.name] : [],
  };
  const says = rule.roles ?? rule.userRole ?? rule.record ?? rule.check;
  const parts: Alternative[][] = says === undefined ? [] : [[own]];
  if (rule.or) parts.push(rule.or.flatMap(alternativesOf));
  if (rule.and?.length === 0) return [];
  for (const part of rule.and ?? []) parts.push(alternativesOf(part));
  if (parts.length === 0) return [];
  return parts.reduce((left, right) => left.flatMap((one) => right.map((other) => both(one, other))));
}

/**
 * What a rule says to a caller about a row.
 * @param row absent: there is no record, so that no condition on one can hold
 */
export function verdictOn(
  rule: Rule,
  who: Standing,
  table: TableModel | undefined,
  row: Record<string, Cell> | undefined,
): Verdict {
  const verdicts = alternativesOf(rule)
    .filter((alternative) => admits(alternative, who))
    .map(({ comparisons, checks }): Verdict => {
      const holds = comparisons.every(
        (comparison) => row && table && comparisonHolds(comparison, table, row, who),
      );
      return holds ? (checks.length > 0 ? "unknown" : "yes") : "no";
    });
  return verdicts.includes("yes") ? "yes" : verdicts.includes("unknown") ? "unknown" : "no";
}

/** Whether the caller's roles alone leave a way to pass. */
export function mayPass(rule: Rule, who: Standing): boolean {
  return alternativesOf(rule).some((alternative) => admits(alternative, who));
}

/** The ways to pass that this caller's roles leave. */
export function openTo(rule: Rule, who: Standing): Alternative[] {
  return alternativesOf(rule).filter((alternative) => admits(alternative, who));
}

/** The caller has the roles; one who is not signed in needs PUBLIC to be said. */
function admits({ roles, userRoles }: Alternative, who: Standing): boolean {
  const open = roles.some((one) => one.includes("PUBLIC"));
  if (!who.authenticated && !open) return false;
  const platform = (who.userRole ?? "").split(",");
  return (
    roles.every((one) => one.includes("PUBLIC") || one.some((role) => who.roles.includes(role))) &&
    userRoles.every((one) => who.authenticated && one.some((role) => platform.includes(role)))
  );
}

function both(one: Alternative, other: Alternative): Alternative {
  return {
    roles: [...one.roles, ...other.roles],
    userRoles: [...one.userRoles, ...other.userRoles],
    comparisons: [...one.comparisons, ...other.comparisons],
    checks: [...one.checks, ...other.checks],
  };
}

function comparisonsOf(column: string, condition: Condition): Comparison[] {
  return Object.entries(condition).flatMap(([operator, operand]) =>
    operand === undefined ? [] : [{ column, operator: operator as keyof Condition, operand }],
  );
}
