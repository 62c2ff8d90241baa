import type { Base, Family, Mistake } from "../broken-case";
import { spread } from "../broken-case";
import { withKey, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Validation, views and references that cannot be met or lead nowhere. */
export const fields: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineTable", path), count);
  return [
    ...at("1.validation.*.minLength").flatMap((entry) => [
      withKey(base, entry, "min", "VALIDATION_RULE_MISMATCH"),
      ...aboveMaximum(base, entry, "maxLength"),
    ]),
    ...at("1.validation.*.min").flatMap((entry) => [
      withKey(base, entry, "minLength", "VALIDATION_RULE_MISMATCH"),
      ...aboveMaximum(base, entry, "max"),
    ]),
    ...at("1.validation.*.max").map((entry) => withKey(base, entry, "maxLength", "VALIDATION_RULE_MISMATCH")),
    ...at("1.validation.*.pattern").flatMap((entry) => [
      withValue(base, entry, '"[a-z"', "VALIDATION_PATTERN_INVALID"),
      withValue(base, entry, '"(?<a"', "VALIDATION_PATTERN_INVALID"),
    ]),
    ...at("1.validation.*.enum.0").map((entry) =>
      withValue(base, entry, '"ghost"', "VALIDATION_ENUM_OUTSIDE"),
    ),
    ...at("1.crud.list.maxPageSize").map((entry) => withValue(base, entry, "5", "CRUD_PAGE_SIZE")),
    ...at("1.views.*.fields", 2).map((entry) => withValue(base, entry, "[]", "VIEW_NO_FIELDS")),
    ...at("1.views.*").map((entry) => withKey(base, entry, '"my view"', "NAME_INVALID")),
    ...at("1.references.*", 2).map((entry) => withValue(base, entry, '"ghosts"', "REFERENCE_TABLE_UNKNOWN")),
    ...at("1.references.*").map((entry) =>
      withValue(base, entry, `"${entry.value.slice(1, -2)}"`, "REFERENCE_TABLE_UNKNOWN"),
    ),
  ];
};

/** A least value above the greatest. */
function aboveMaximum(base: Base, entry: Entry, maximum: string): Mistake[] {
  if (!entry.siblings.some(({ key }) => key === maximum)) return [];
  return [withValue(base, entry, "1000000", "VALIDATION_RANGE_EMPTY")];
}
