import type { AccessRule } from "../../../runtime/src/lib/policy";
import type { OperationAccess, ReportedFunction } from "../report-schema";
import { verdictFor, verdictWords } from "../rule-for-role";
import { ruleWords } from "../rule-words";
import { sameData } from "../same-data";
import { byAnswer, type Effect, type SecurityChange } from "./change";

type Rule = AccessRule<ReportedFunction>;

/** What changed of the operations of one table, route by route. */
export function operationChanges(
  table: string,
  before: readonly OperationAccess[],
  after: readonly OperationAccess[],
  roles: readonly string[],
): SecurityChange[] {
  const former = new Map(before.map((own) => [own.operation, own]));
  const present = new Set(after.map(({ operation }) => operation));
  return [
    ...after.flatMap((own) => {
      const old = former.get(own.operation);
      return old ? changed(table, old, own, roles) : added(table, own, roles);
    }),
    ...before
      .filter(({ operation }) => !present.has(operation))
      .map((own) => change("narrowed", table, own, admitted(own.access, roles), `removed ${own.route}`)),
  ];
}

function added(table: string, own: OperationAccess, roles: readonly string[]): SecurityChange[] {
  const risks = [...(own.unsafe ? ["unsafe"] : []), ...(own.rawSql ? ["raw SQL"] : [])];
  const kind = own.operation.startsWith("action ") ? "new action" : "new route";
  const what = `${kind} ${own.route}${risks.length > 0 ? ` (${risks.join(", ")})` : ""}: ${ruleWords(own.access)}`;
  return [change("widened", table, own, admitted(own.access, roles), what)];
}

function changed(
  table: string,
  old: OperationAccess,
  own: OperationAccess,
  roles: readonly string[],
): SecurityChange[] {
  const found: SecurityChange[] = [];
  const note = (effect: Effect, what: string, who = admitted(own.access, roles)) =>
    found.push(change(effect, table, own, who, what));
  if (old.route !== own.route) note("review", `moved from ${old.route} to ${own.route}`);
  found.push(...accessChanges(table, old, own, roles));
  if (old.deletes === "soft" && own.deletes === "hard")
    note("widened", "soft delete became hard: rows are gone for good");
  if (old.deletes === "hard" && own.deletes === "soft") note("narrowed", "hard delete became soft");
  if (old.audited && !own.audited) note("widened", "is no longer audited");
  if (!old.audited && own.audited) note("narrowed", "is audited");
  if (!old.rawSql && own.rawSql) note("widened", "may run SQL written as text");
  if (old.rawSql && !own.rawSql) note("narrowed", "may no longer run SQL written as text");
  if (!old.unsafe && own.unsafe) note("widened", `became unsafe: ${own.unsafe.reason}`);
  else if (old.unsafe && !own.unsafe) note("narrowed", "is no longer unsafe");
  else if (!sameData(old.unsafe, own.unsafe)) note("review", "its unsafe declaration changed");
  const shown = own.fields?.filter((field) => old.fields && !old.fields.includes(field)) ?? [];
  if (old.fields && !own.fields) note("widened", `answers every field instead of ${old.fields.join(", ")}`);
  if (shown.length > 0) note("widened", `also answers ${shown.join(", ")}`);
  const hidden = own.fields
    ? (old.fields ?? ["every field"]).filter((field) => !own.fields?.includes(field))
    : [];
  if (hidden.length > 0) note("narrowed", `no longer answers ${hidden.join(", ")}`);
  return found;
}

/** Role by role: from no to yes widens; of two different conditions nobody knows which is wider. */
function accessChanges(
  table: string,
  old: OperationAccess,
  own: OperationAccess,
  roles: readonly string[],
): SecurityChange[] {
  if (sameRule(old.access, own.access)) return [];
  const words = (rule: Rule, role: string) => verdictWords(verdictFor(rule, role));
  const groups = byAnswer(roles, (role) => {
    const [from, to] = [words(old.access, role), words(own.access, role)];
    const effect = effectOf(from, to, sameCode(old.access, own.access));
    return effect && `${effect}\0${from === to ? `${to}, whose code changed` : `${from} → ${to}`}`;
  });
  return groups.map(([key, who]) => {
    const [effect = "review", what = ""] = key.split("\0");
    return change(effect as Effect, table, own, who, what);
  });
}

function effectOf(from: string, to: string, sameFunctions: boolean): Effect | undefined {
  if (from === to) return from.startsWith("if ") && !sameFunctions ? "review" : undefined;
  if (from === "no" || to === "yes") return "widened";
  if (to === "no" || from === "yes") return "narrowed";
  return "review";
}

function sameRule(a: Rule, b: Rule): boolean {
  return sameData(placeless(a), placeless(b));
}

/** Where a function stands does not matter, what it is does. */
function placeless({ check, or, and, ...plain }: Rule): unknown {
  return {
    ...plain,
    ...(check && { check: [check.name, check.sha256] }),
    ...(or && { or: or.map(placeless) }),
    ...(and && { and: and.map(placeless) }),
  };
}

function sameCode(a: Rule, b: Rule): boolean {
  return sameData(functionsIn(a), functionsIn(b));
}

function functionsIn({ check, or = [], and = [] }: Rule): unknown[] {
  return [...(check ? [[check.name, check.sha256]] : []), ...[...or, ...and].flatMap(functionsIn)];
}

function admitted(rule: Rule, roles: readonly string[]): string[] {
  return roles.filter((role) => verdictFor(rule, role).allowed !== "no");
}

function change(
  effect: Effect,
  table: string,
  { operation, definition }: OperationAccess,
  who: string[],
  what: string,
): SecurityChange {
  return { effect, subject: `${table} ${operation}`, who, what, definition };
}
