import type { MaskType } from "../../runtime/src/lib/policy";

const RULES: [RegExp, Exclude<MaskType, "custom" | "name">][] = [
  [/email$/, "email"],
  [/(phone|mobile|fax)(number)?$/, "phone"],
  [/(ssn|socialsecurity(number)?|nationalid|governmentid|passport(number)?|taxid)$/, "ssn"],
  [/(creditcard(number)?|cardnumber|cvv|iban)$/, "creditCard"],
  [/^cc$/, "creditCard"],
  [/(password|secret|token|apikey|privatekey)$/, "redact"],
];

/** The mask a column deserves by its name, or `undefined` for an ordinary column. */
export function maskFor(column: string): MaskType | undefined {
  const name = column.toLowerCase();
  return RULES.find(([pattern]) => pattern.test(name))?.[1];
}
