import type { Family } from "../broken-case";
import { spread } from "../broken-case";
import { withValue } from "../changes";
import { entries } from "../entries";

/** Search over columns that hold no text of the client's, or over none. */
export const search: Family = (base) => [
  ...spread(entries(base, "defineTable", "1.search.fields.*"), 2).flatMap((entry) => [
    withValue(base, entry, '"createdAt"', "SEARCH_NOT_TEXT"),
    withValue(base, entry, '"id"', "SEARCH_NOT_TEXT"),
  ]),
  ...entries(base, "defineTable", "1.search").map((entry) =>
    withValue(base, entry, "{ fields: [], fullText: true }", "SEARCH_NOTHING"),
  ),
];
