import type { AccessRule } from "../../runtime/src/lib/policy";
import type { ProjectModel } from "../2-model/project-model";
import { routesOf } from "../4-generate/route-table";
import type { FieldAccess } from "./report-schema";
import { type Role, verdictFor, verdictWords } from "./rule-for-role";

type Rule = AccessRule<{ name: string }>;

/** Everyone that the rules of a project tell apart, from the least to the most. */
export function rolesOf(model: ProjectModel): Role[] {
  const rules = routesOf(model).flatMap(({ access }) => partsOf(access));
  const platform = rules.flatMap(({ userRole = [] }) => userRole.map((name) => `platform:${name}`));
  const organization = model.auth.organizationRoles.filter((role) => role !== "PUBLIC" && role !== "*");
  return [
    "anonymous",
    "signed-in",
    ...[...new Set(organization)].sort(),
    ...[...new Set(platform)].sort(),
    ...[...new Set(routesOf(model).flatMap(({ access }) => pairsIn(access)))].sort(),
  ];
}

/** Each answer that a rule gives, and to whom. */
export function whoMay(rule: Rule, roles: readonly Role[]): Record<string, Role[]> {
  return grouped(roles, (role) => verdictWords(verdictFor(rule, role)));
}

/** How a field is answered, and to whom. */
export function whoReads(
  mask: Pick<NonNullable<FieldAccess["mask"]>, "seenBy" | "owner"> | undefined,
  roles: readonly Role[],
): Record<string, Role[]> {
  return grouped(roles, (role) => {
    if (!mask || role.split("+").some((part) => mask.seenBy.includes(part))) return "visible";
    return mask.owner === undefined || role === "anonymous"
      ? "masked"
      : `masked unless ${mask.owner} is the caller`;
  });
}

function grouped(roles: readonly Role[], answer: (role: Role) => string): Record<string, Role[]> {
  const groups = new Map<string, Role[]>();
  for (const role of roles) groups.set(answer(role), [...(groups.get(answer(role)) ?? []), role]);
  return Object.fromEntries(groups);
}

function partsOf(rule: Rule): Rule[] {
  return [rule, ...[...(rule.or ?? []), ...(rule.and ?? [])].flatMap(partsOf)];
}

/** Organization and platform roles that one rule may ask for together: alone, neither gets in. */
function pairsIn(rule: Rule): Role[] {
  const parts = [
    rule,
    ...(rule.and ?? []),
    ...(rule.and || rule.roles || rule.userRole ? (rule.or ?? []) : []),
  ];
  const roles = parts.flatMap((part) => part.roles ?? []).filter((role) => role !== "PUBLIC");
  const platform = parts.flatMap((part) => part.userRole ?? []);
  const own = roles.flatMap((role) => platform.map((name) => `${role}+platform:${name}`));
  return [...own, ...[...(rule.or ?? []), ...(rule.and ?? [])].flatMap(pairsIn)];
}
