import type { MaskType } from "../../runtime/src/lib/policy";

const rules: [suffixes: RegExp, mask: MaskType][] = [
  [/email(address)?$/, "email"],
  [/(phone|mobile|fax)(number)?$/, "phone"],
  [/(ssn|socialsecurity|nationalid|governmentid|taxid|passport)(number)?$/, "ssn"],
  [/(creditcard|card)number$|(creditcard|cvv|iban)$/, "creditCard"],
  [/(password|secret|token|apikey|privatekey)$/, "redact"],
];

/** The mask that a column's name calls for: `workEmail` → `email`; `undefined` for an ordinary name. */
export function sensitiveMask(column: string): MaskType | undefined {
  const name = column.replaceAll("_", "").toLowerCase();
  if (lastWord(column) === "cc") return "creditCard";
  return rules.find(([suffixes]) => suffixes.test(name))?.[1];
}

/** `cc` is too short to be told by a mere suffix, so it must be a word of its own. */
function lastWord(column: string): string | undefined {
  return column
    .split(/_|(?<=[a-z])(?=[A-Z])/)
    .at(-1)
    ?.toLowerCase();
}
