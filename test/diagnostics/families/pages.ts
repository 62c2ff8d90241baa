import type { Family } from "../broken-case";
import { misspelt, withValue } from "../changes";
import { entries } from "../entries";

const names = [
  "0.dataSources.*.table",
  "0.layout.panels.*.dataSource",
  "0.pageActions.*.table",
  "0.pageActions.*.action",
];
const columns = ["0.dataSources.*.defaultSort.field", "0.dataSources.*.displayColumns.*"];

/** Pages that name what does not exist, or stand in another file than their slug says. */
export const pages: Family = (base) => [
  ...names.flatMap((path) =>
    entries(base, "definePage", path).map((entry) =>
      withValue(base, entry, spoilt(entry.value), "PAGE_NAME_UNKNOWN"),
    ),
  ),
  ...columns.flatMap((path) =>
    entries(base, "definePage", path).map((entry) =>
      withValue(base, entry, spoilt(entry.value), "COLUMN_UNKNOWN"),
    ),
  ),
  ...entries(base, "definePage", "0.slug").flatMap((entry) => [
    withValue(base, entry, '"elsewhere"', "PAGE_FILE_MISMATCH"),
    withValue(base, entry, '"Not A Slug"', "NAME_INVALID"),
  ]),
];

function spoilt(value: string): string {
  return JSON.stringify(misspelt(value.slice(1, -1)));
}
