import { jsonValue } from "./json-values";
import type { MaskRule, MaskType } from "./policy";
import type { MaskFunction, RequestContext, Row, RuntimeFunction } from "./types";

type Rule = MaskRule<RuntimeFunction>;

const REDACTED = "[REDACTED]";

/** The masks of a table that bear on one caller. */
export interface Masker {
  /** Columns the caller would see masked in at least some rows: not to be filtered, sorted or searched. */
  hidden: ReadonlySet<string>;
  /** Columns that must be read to tell whose row it is. */
  ownerColumns: string[];
  /** Whether the caller sees this row's value masked. */
  hides(column: string, row: Row): boolean;
  /** The row as the caller may see it, in values that JSON has. */
  row(row: Row): Row;
}

const OPEN: Masker = { hidden: new Set(), ownerColumns: [], hides: () => false, row: (row) => row };

/**
 * Which masks apply to this caller.
 * @param beyondJson columns whose values JSON has no form for
 */
export function maskerFor(
  masking: Record<string, Rule>,
  ctx: RequestContext,
  beyondJson: readonly string[] = [],
): Masker {
  const rules = Object.entries(masking).filter(
    ([, rule]) => !rule.roles.some((role) => ctx.roles.includes(role)),
  );
  if (rules.length === 0 && beyondJson.length === 0) return OPEN;
  return {
    hidden: new Set(rules.map(([column]) => column)),
    ownerColumns: rules.flatMap(([, rule]) => rule.ownerColumn ?? []),
    hides: (column, row) => rules.some(([key, rule]) => key === column && !isOwner(rule, row, ctx)),
    row: (row) => {
      let masked: Row | undefined;
      for (const [column, rule] of rules) {
        if (!Object.hasOwn(row, column) || isOwner(rule, row, ctx)) continue;
        masked ??= { ...row };
        masked[column] = maskValue(rule, row[column]);
      }
      for (const column of beyondJson) {
        if (!Object.hasOwn(row, column)) continue;
        masked ??= { ...row };
        masked[column] = jsonValue(masked[column]);
      }
      return masked ?? row;
    },
  };
}

/** Whether the rule's owner clause lets this caller see this row's value. */
export function isOwner(rule: Rule, row: Row, ctx: RequestContext): boolean {
  if (rule.ownerColumn === undefined || ctx.userId === undefined || ctx.userId === "") return false;
  return Object.hasOwn(row, rule.ownerColumn) && row[rule.ownerColumn] === ctx.userId;
}

/** A value as it is shown to those who may not see it. What a mask cannot read becomes `[REDACTED]`. */
export function maskValue(rule: Rule, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  try {
    if (rule.type === "custom") {
      const masked = callMask(rule.mask, value);
      return masked === undefined || masked instanceof Promise ? REDACTED : masked;
    }
    return masks[rule.type](String(value));
  } catch {
    return REDACTED;
  }
}

/** The first character and stars; a single character would be the whole value. */
function initial(word: string): string {
  const [first = ""] = word;
  let length = 0;
  for (const _ of word) length += 1;
  return length < 2 ? "*" : first + "*".repeat(length - 1);
}

const masks: Record<Exclude<MaskType, "custom">, (value: string) => string> = {
  email: maskEmail,
  phone: maskDigits,
  ssn: maskDigits,
  creditCard: maskDigits,
  name: (value) => value.trim().replace(/\S+/g, initial) || REDACTED,
  redact: () => REDACTED,
};

/** `paul@example.com` → `p***@e******.com`. */
function maskEmail(value: string): string {
  const match = /^([^\s@]+)@([^\s@]+)\.([^\s@.]+)$/.exec(value.trim());
  if (!match) return REDACTED;
  const [, local = "", domain = "", tld = ""] = match;
  return `${initial(local)}@${initial(domain)}.${tld}`;
}

/** All but the last four digits hidden; short numbers entirely, or four digits would be half of them. */
function maskDigits(value: string): string {
  const digits = value.replace(/\D/g, "");
  if (digits.length < 4) return REDACTED;
  if (digits.length < 8) return "*".repeat(digits.length);
  return "*".repeat(digits.length - 4) + digits.slice(-4);
}

/** A policy's functions share one type; a mask takes the value alone. */
function callMask(mask: RuntimeFunction | undefined, value: unknown): unknown {
  return (mask as MaskFunction | undefined)?.(value);
}
