import type { AccessRule } from "../../runtime/src/lib/policy";
import { recordWords } from "./rule-words";

/** What a rule says to a caller with one role: never, always, or only under conditions. */
export type Verdict = { allowed: "no" } | { allowed: "yes" } | { allowed: "if"; conditions: string };

/** Who is asked about: `anonymous`, an organization role, or `platform:<role>` for `user.role`. */
export type Role = string;

/** Decides a rule for one role; what depends on the record is left as words. */
export function verdictFor(rule: AccessRule<{ name: string }>, role: Role): Verdict {
  const verdicts: Verdict[] = [];
  if (rule.roles) verdicts.push(decided(rule.roles.includes("PUBLIC") || rule.roles.includes(role)));
  if (rule.userRole) verdicts.push(decided(rule.userRole.some((name) => role === `platform:${name}`)));
  if (rule.record) verdicts.push({ allowed: "if", conditions: recordWords(rule.record) });
  if (rule.check) verdicts.push({ allowed: "if", conditions: `${rule.check.name}() allows` });
  if (rule.or) verdicts.push(any(rule.or.map((branch) => verdictFor(branch, role))));
  for (const part of rule.and ?? []) verdicts.push(verdictFor(part, role));
  return verdicts.length === 0 ? { allowed: "no" } : all(verdicts);
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
