import { columnOf } from "./columns";
import { jsonText } from "./json-values";
import { isOwner, maskValue } from "./masks";
import type { MaskRule } from "./policy";
import type { SelectedColumn } from "./selected-columns";
import type { RegisteredTable } from "./table-registry";
import type { RequestContext, Row, RuntimeFunction } from "./types";
import { isObject } from "./validation";

/** What a handler has read, as far as masks need to know. */
export interface Reads {
  /** The action's own table and those that went through its scoped db. */
  tables: Set<RegisteredTable>;
  /** Properties that the scoped db gave a column back under, by the column's SQL name. */
  properties: Map<string, Set<string>>;
}

export function noReads(own: RegisteredTable | undefined): Reads {
  return { tables: new Set(own ? [own] : []), properties: new Map() };
}

/** Notes that a column comes back under this property. */
export function noteColumn({ properties }: Reads, { column, property }: SelectedColumn): void {
  properties.set(column, (properties.get(column) ?? new Set()).add(property));
}

/**
 * A handler's result as the caller may see it: every property, however deep, that is named like a
 * masked column of a table the handler touched is masked, or like what it selected such a column as.
 * Where two tables mask a name, both do.
 */
export function maskResult(result: unknown, reads: Reads, ctx: RequestContext): unknown {
  const rules = new Map<string, MaskRule<RuntimeFunction>[]>();
  // The action's own table may be here twice, and a masked value must not be masked again.
  const tables = new Map([...reads.tables].map(({ table, policy }) => [table, policy]));
  for (const [table, policy] of tables) {
    for (const [key, rule] of Object.entries(policy.masking)) {
      if (rule.roles.some((role) => ctx.roles.includes(role))) continue;
      const sqlName = columnOf(table, key).name;
      // Raw selections may bring a column back under its SQL name.
      for (const name of new Set([key, sqlName, ...(reads.properties.get(sqlName) ?? [])])) {
        rules.set(name, [...(rules.get(name) ?? []), rule]);
      }
    }
  }
  if (rules.size === 0 || result === undefined) return result;
  // What JSON makes of the result is what the caller would see; getters and toJSON have had their say.
  const plain: unknown = JSON.parse(jsonText(result));
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
