import type { Family } from "../broken-case";
import { spread } from "../broken-case";
import { before, misspelt, withKey, withValue } from "../changes";
import { entries } from "../entries";

/** Columns filled by the app that are no columns, belong to others, or get what they cannot hold. */
export const filledColumns: Family = (base) => {
  const at = (path: string) => spread(entries(base, "defineTable", path), 2);
  const createable = entries(base, "defineTable", "1.guards.createable.0");
  return [
    ...at("1.crud.create.defaults.*").flatMap((entry) => [
      before(base, entry, 'createdBy: "me"', "CRUD_FILLED_SYSTEM_COLUMN"),
      withKey(base, entry, misspelt(entry.key), "COLUMN_UNKNOWN"),
      withValue(base, entry, "7", "CRUD_DEFAULT_IMPOSSIBLE"),
      withValue(base, entry, '"$ctx.user.emial"', "ACCESS_CONTEXT_UNKNOWN"),
    ]),
    ...at("1.crud.create.computed.*").flatMap((entry) => [
      before(base, entry, 'organizationId: () => "x"', "CRUD_FILLED_SYSTEM_COLUMN"),
      withKey(base, entry, misspelt(entry.key), "COLUMN_UNKNOWN"),
      withValue(base, entry, '"text"', "INVALID_VALUE"),
      ...createable
        .filter(({ file }) => file === entry.file)
        .map((list) => before(base, list, `"${entry.key}"`, "CRUD_COMPUTED_WRITABLE")),
      ...entries(base, "defineTable", "1.crud.create.defaults.*")
        .filter(({ file }) => file === entry.file)
        .slice(0, 1)
        .map((list) => before(base, list, `${entry.key}: "x"`, "CRUD_DEFAULT_COMPUTED")),
    ]),
  ];
};
