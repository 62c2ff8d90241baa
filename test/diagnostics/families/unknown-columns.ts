import type { Base, Family, Mistake } from "../broken-case";
import { spread } from "../broken-case";
import { misspelt, withKey, withValue } from "../changes";
import { type Entry, entries } from "../entries";

const code = "COLUMN_UNKNOWN";

const elements = [
  "1.guards.createable.*",
  "1.guards.updatable.*",
  "1.guards.immutable.*",
  "1.views.*.fields.*",
  "1.crud.*.fields.*",
  "1.layouts.*.sections.*.fields.*",
  "1.defaultSort.field",
  "1.displayColumn",
  "1.search.fields.*",
];

const keys = [
  "1.guards.protected.*",
  "1.masking.*",
  "1.validation.*",
  "1.references.*",
  "1.inputHints.*",
  "1.crud.*.access.record.*",
  "1.crud.*.access.or.*.record.*",
  "1.views.*.access.record.*",
];

/** A rule on a column that the table does not have: once misspelt, once nothing like any column. */
export const unknownColumns: Family = (base) => [
  ...elements.flatMap((path) => pair(base, path, quoted, withText)),
  ...keys.flatMap((path) => pair(base, path, ({ key }) => key, asKey)),
  ...spread(entries(base, "defineActions", "1.*.access.record.*"), 2).map((entry) =>
    withKey(base, entry, misspelt(entry.key), code),
  ),
];

function pair(
  base: Base,
  path: string,
  nameOf: (entry: Entry) => string | undefined,
  write: (base: Base, entry: Entry, name: string) => Mistake,
): Mistake[] {
  const named = entries(base, "defineTable", path).filter((entry) => (nameOf(entry) ?? "").length > 3);
  const [first, last] = spread(named, 2);
  return [
    ...(first ? [write(base, first, misspelt(nameOf(first) ?? ""))] : []),
    ...(last ? [write(base, last, "zebraStripes")] : []),
  ];
}

const withText = (base: Base, entry: Entry, name: string) =>
  withValue(base, entry, JSON.stringify(name), code);
const asKey = (base: Base, entry: Entry, name: string) => withKey(base, entry, name, code);

function quoted({ value }: Entry): string | undefined {
  return /^["'](\w+)["']$/.exec(value)?.[1];
}
