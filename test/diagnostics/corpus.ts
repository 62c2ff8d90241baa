import type { Base, BrokenCase, Family, Mistake } from "./broken-case";
import { spread } from "./broken-case";
import { access } from "./families/access";
import { actions } from "./families/actions";
import { auditFields } from "./families/audit-fields";
import { config, noConfig } from "./families/config";
import { duplicateKeys } from "./families/duplicate-keys";
import { fields } from "./families/fields";
import { endless, files } from "./families/files";
import { filledColumns } from "./families/filled-columns";
import { firewall } from "./families/firewall";
import { guards } from "./families/guards";
import { masking } from "./families/masking";
import { misspeltKeys } from "./families/misspelt-keys";
import { pages } from "./families/pages";
import { schema } from "./families/schema";
import { search } from "./families/search";
import { unknownColumns } from "./families/unknown-columns";
import { wrongKeys } from "./families/wrong-keys";
import { wrongTypes } from "./families/wrong-types";

const families: Readonly<Record<string, Family>> = {
  access,
  actions,
  "audit fields": auditFields,
  config,
  "no config": noConfig,
  "duplicate keys": duplicateKeys,
  endless,
  fields,
  files,
  "filled columns": filledColumns,
  firewall,
  guards,
  masking,
  "misspelt keys": misspeltKeys,
  pages,
  schema,
  search,
  "unknown columns": unknownColumns,
  "wrong keys": wrongKeys,
  "wrong types": wrongTypes,
};

/** Families of one code, whose cases differ by where the mistake stands. */
const byPlace = new Set(["misspelt keys", "unknown columns", "wrong keys", "wrong types"]);

/** Every broken definition, made anew from the valid projects; the same ones each time. */
export function brokenCases(bases: readonly Base[]): BrokenCase[] {
  return Object.entries(families).flatMap(([family, make]) => {
    const cases = named(
      family,
      bases.flatMap((base) => make(base).map((made) => ({ ...made, base: base.name }))),
    );
    const codes = [...new Set(cases.map(({ expected }) => expected.code))];
    // Enough of each code to meet every project and style, few enough to be run on every change.
    return codes.flatMap((code) =>
      spread(
        cases.filter(({ expected }) => expected.code === code),
        byPlace.has(family) ? 70 : 12,
      ),
    );
  });
}

function named(family: string, mistakes: (Mistake & { base: string })[]): BrokenCase[] {
  const seen = new Map<string, number>();
  return mistakes.map(({ base, what, code, files, file, line }) => {
    const name = `${base}: ${family}: ${what}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const expected = { code, file, line };
    return { family, name: count === 1 ? name : `${name} (${count})`, files, expected };
  });
}
