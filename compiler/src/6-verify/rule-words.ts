import type { AccessRule, Condition, FirewallPolicy, FirewallScope } from "../../runtime/src/lib/policy";

type Rule = AccessRule<{ name: string }>;

/** An access rule in words: `owner, admin; or recruiter where createdBy = $ctx.userId`. */
export function ruleWords(rule: Rule): string {
  const parts = [
    ...(rule.roles ? [rule.roles.includes("PUBLIC") ? "everyone" : rule.roles.join(", ")] : []),
    ...(rule.userRole ? [`platform ${rule.userRole.join(", ")}`] : []),
    ...(rule.record ? [`where ${recordWords(rule.record)}`] : []),
    ...(rule.check ? [`if ${rule.check.name}() allows`] : []),
    ...(rule.and ?? []).map((part) => `(${ruleWords(part)})`),
    ...(rule.or ? [rule.or.map((branch) => ruleWords(branch)).join("; or ")] : []),
  ];
  return parts.length === 0 ? "nobody" : parts.join(" ");
}

const whoseRows: Record<FirewallScope["kind"], string> = {
  organization: "the active organization's",
  team: "the caller's active team's",
  owner: "the caller's own",
};

/** Which rows exist for a caller, in words. */
export function firewallWords({ scopes, exception, softDelete }: FirewallPolicy): string {
  const rows = scopes.map(({ kind, column, exceptRoles }) => {
    const whose = whoseRows[kind];
    return `${whose} (${column})${exceptRoles?.length ? `, every one for ${exceptRoles.join(", ")}` : ""}`;
  });
  const reach = exception
    ? "every row, no ownership scope (exception)"
    : `rows that are ${rows.join(" and ")}`;
  return softDelete ? `${reach}, not deleted` : reach;
}

const signs = {
  equals: "=",
  notEquals: "≠",
  in: "in",
  notIn: "not in",
  lessThan: "<",
  greaterThan: ">",
  lessThanOrEqual: "≤",
  greaterThanOrEqual: "≥",
} as const satisfies Record<keyof Condition, string>;

/** `stage = "offer" and rating ≥ 3`. */
export function recordWords(record: Record<string, Condition>): string {
  const words = Object.entries(record).flatMap(([field, condition]) =>
    Object.entries(signs).flatMap(([operator, sign]) => {
      const value = condition[operator as keyof Condition];
      return value === undefined ? [] : [`${field} ${sign} ${JSON.stringify(value)}`];
    }),
  );
  return words.join(" and ");
}
