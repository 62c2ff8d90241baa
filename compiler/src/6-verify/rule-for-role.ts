import type { AccessRule } from "../../runtime/src/lib/policy";
import { admitsAnonymous } from "../4-generate/route-table";
import { recordWords } from "./rule-words";

/** What a rule says to a caller with one role: never, always, or only under conditions. */
export type Verdict = { allowed: "no" } | { allowed: "yes" } | { allowed: "if"; conditions: string };

/**
 * Who is asked about: `anonymous`, `signed-in` without any role, an organization role, `platform:<role>` for
 * `user.role`, or an organization and a platform role at once, as `admin+platform:admin`.
 */
export type Role = string;

/** Decides a rule for one role; what depends on the record is left as words. */
export function verdictFor(rule: AccessRule<{ name: string }>, role: Role): Verdict {
  return role === "anonymous" && !admitsAnonymous(rule) ? { allowed: "no" } : decide(rule, role.split("+"));
}

function decide(rule: AccessRule<{ name: string }>, roles: Role[]): Verdict {
  const verdicts: Verdict[] = [];
  if (rule.roles)
    verdicts.push(decided(rule.roles.some((role) => role === "PUBLIC" || roles.includes(role))));
  if (rule.userRole) verdicts.push(decided(rule.userRole.some((name) => roles.includes(`platform:${name}`))));
  if (rule.record) verdicts.push({ allowed: "if", conditions: recordWords(rule.record) });
  if (rule.check) verdicts.push({ allowed: "if", conditions: `${rule.check.name}() allows` });
  if (rule.or) verdicts.push(any(rule.or.map((branch) => decide(branch, roles))));
  for (const part of rule.and ?? []) verdicts.push(decide(part, roles));
  return verdicts.length === 0 ? { allowed: "no" } : all(verdicts);
}

/** A verdict in words: `yes`, `no` or `if <conditions>`. */
export function verdictWords(verdict: Verdict): string {
  return verdict.allowed === "if" ? `if ${verdict.conditions}` : verdict.allowed;
}

/** Whether a rule names the role in any of its clauses. */
export function namesRole(rule: AccessRule<{ name: string }>, role: Role): boolean {
  return (
    rule.roles?.includes(role) === true ||
    rule.userRole?.some((name) => role === `platform:${name}`) === true ||
    [...(rule.or ?? []), ...(rule.and ?? [])].some((part) => namesRole(part, role))
  );
}

function decided(holds: boolean): Verdict {
  return { allowed: holds ? "yes" : "no" };
}

function all(verdicts: Verdict[]): Verdict {
  if (verdicts.some(({ allowed }) => allowed === "no")) return { allowed: "no" };
  return conditional(verdicts, " and ");
}

function any(verdicts: Verdict[]): Verdict {
  if (verdicts.some(({ allowed }) => allowed === "yes")) return { allowed: "yes" };
  const possible = verdicts.filter(({ allowed }) => allowed === "if");
  return possible.length === 0 ? { allowed: "no" } : conditional(possible, " or ");
}

function conditional(verdicts: Verdict[], word: string): Verdict {
  const conditions = verdicts.flatMap((verdict) => (verdict.allowed === "if" ? [verdict.conditions] : []));
  return conditions.length === 0 ? { allowed: "yes" } : { allowed: "if", conditions: conditions.join(word) };
}
