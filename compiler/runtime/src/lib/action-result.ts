import { columnOf } from "./columns";
import { isOwner, maskValue } from "./masks";
import type { MaskRule } from "./policy";
import type { RegisteredTable } from "./table-registry";
import type { RequestContext, Row, RuntimeFunction } from "./types";
import { isObject } from "./validation";

/**
 * A handler's result as the caller may see it: every property, however deep, that is named like a
 * masked column of a table the handler touched is masked. Where two tables mask a name, both do.
 *
 * @param touched the action's own table and those that went through its scoped db
 */
export function maskResult(
  result: unknown,
  touched: Iterable<RegisteredTable>,
  ctx: RequestContext,
): unknown {
  const rules = new Map<string, MaskRule<RuntimeFunction>[]>();
  for (const { table, policy } of touched) {
    for (const [key, rule] of Object.entries(policy.masking)) {
      if (rule.roles.some((role) => ctx.roles.includes(role))) continue;
      // Raw selections may bring a column back under its SQL name.
      for (const name of new Set([key, columnOf(table, key).name])) {
        rules.set(name, [...(rules.get(name) ?? []), rule]);
      }
    }
  }
  if (rules.size === 0 || result === undefined) return result;
  // What JSON makes of the result is what the caller would see; getters and toJSON have had their say.
  const plain: unknown = JSON.parse(JSON.stringify(result));
  return maskDeep(plain, rules, ctx);
}

function maskDeep(
  value: unknown,
  rules: Map<string, MaskRule<RuntimeFunction>[]>,
  ctx: RequestContext,
): unknown {
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, rules, ctx));
  if (!isObject(value)) return value;
  const masked: Row = {};
  for (const [key, inner] of Object.entries(value)) {
    const failing = rules.get(key)?.filter((rule) => !isOwner(rule, value, ctx)) ?? [];
    masked[key] = failing.reduce((current, rule) => maskValue(rule, current), maskDeep(inner, rules, ctx));
  }
  return masked;
}
