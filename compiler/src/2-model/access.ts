import type { AccessRule } from "../../runtime/src/lib/policy";
import { compact } from "./compact";
import { type FunctionScope, isFunction } from "./functions";
import type { FunctionRef } from "./project-model";
import type { RawRule } from "./raw";

/**
 * An access rule as the model keeps it. An absent rule becomes the empty one, which denies.
 * @param path where the rule stands in its definition, e.g. `crud.list.access`
 */
export function normaliseAccess(
  raw: RawRule | undefined,
  path: string,
  functions: FunctionScope,
): AccessRule<FunctionRef> {
  if (raw === undefined) return {};
  if (isFunction(raw)) {
    const check = functions.ref(path, "access");
    return { check: raw.parameters > 1 ? { ...check, takesRecord: true } : check };
  }
  const branches = (clause: "or" | "and") =>
    raw[clause]?.map((branch, index) => normaliseAccess(branch, `${path}.${clause}.${index}`, functions));
  const record =
    raw.record &&
    Object.fromEntries(Object.entries(raw.record).map(([column, condition]) => [column, compact(condition)]));
  return compact({
    roles: raw.roles,
    userRole: raw.userRole,
    record,
    or: branches("or"),
    and: branches("and"),
  });
}

/** A rule with its dotted path below the rule it belongs to; `""` is that rule itself. */
export interface PlacedRule {
  rule: AccessRule<FunctionRef>;
  path: string;
}

/** The rule and every rule nested in it. */
export function rulesIn(rule: AccessRule<FunctionRef>, path: string): PlacedRule[] {
  const nested = (["or", "and"] as const).flatMap((clause) =>
    (rule[clause] ?? []).flatMap((branch, index) => rulesIn(branch, `${path}.${clause}.${index}`)),
  );
  return [{ rule, path }, ...nested];
}

/** Whether some caller without a session can pass: a branch admits PUBLIC. */
export function admitsPublic(rule: AccessRule<FunctionRef>): boolean {
  return rulesIn(rule, "").some(({ rule: { roles } }) => roles?.includes("PUBLIC"));
}
