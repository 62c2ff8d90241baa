import type { AccessRule } from "../../runtime/src/lib/policy";
import type { FunctionRef, JsonSchema, JsonValue } from "../2-model/project-model";
import { mapValues } from "./map-values";

/** An access rule as JSON; a function is told by its name. */
export function accessJson(rule: AccessRule<FunctionRef>): JsonSchema {
  const entries: [string, JsonValue | undefined][] = [
    ["roles", rule.roles],
    ["userRole", rule.userRole],
    ["record", rule.record && mapValues(rule.record, (condition) => ({ ...condition }))],
    ["or", rule.or?.map(accessJson)],
    ["and", rule.and?.map(accessJson)],
    ["check", rule.check?.name],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}
