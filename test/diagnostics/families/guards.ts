import type { Base, Family, Mistake } from "../broken-case";
import { hasAuditFields, spread } from "../broken-case";
import { before, misspelt, without, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Lists of writable columns that contradict each other, the table, or its actions. */
export const guards: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineTable", path), count);
  const firstOf = (list: string) => entries(base, "defineTable", `1.guards.${list}.0`);
  return [
    ...["createable", "updatable"].flatMap((list) =>
      spread(both(firstOf(list), entries(base, "defineTable", "1.guards.protected.*")), 2).map(
        ([element, column]) => before(base, element, `"${column.key}"`, "GUARD_PROTECTED_WRITABLE"),
      ),
    ),
    ...spread(both(firstOf("updatable"), entries(base, "defineTable", "1.guards.immutable.*")), 2).map(
      ([element, column]) => before(base, element, column.value, "GUARD_IMMUTABLE_UPDATABLE"),
    ),
    ...at("1.guards.protected.*.0", 2).map((entry) =>
      withValue(base, entry, '"explode"', "GUARD_ACTION_UNKNOWN"),
    ),
    ...at("1.guards.protected.*.0").map((entry) =>
      withValue(base, entry, `"${misspelt(entry.value.slice(1, -1))}"`, "GUARD_ACTION_UNKNOWN"),
    ),
    ...(hasAuditFields(base) ? at("1.guards.createable.0", 2) : []).map((entry) =>
      before(base, entry, '"createdAt"', "GUARD_SYSTEM_COLUMN"),
    ),
    ...at("1.guards.updatable.0", 2).map((entry) => before(base, entry, '"id"', "GUARD_SYSTEM_COLUMN")),
    ...scopeWritable(base),
    ...spread(required(base), 2).map(({ listed, column }) =>
      without(base, listed, {
        code: "GUARD_REQUIRED_UNWRITABLE",
        at: { file: column.file, offset: column.start },
      }),
    ),
    ...spread(updated(base), 1).map((entry) => withValue(base, entry, "[]", "GUARD_NOTHING_UPDATABLE")),
  ];
};

/** Pairs of entries that stand in the same file, one pair per file. */
function both(left: Entry[], right: Entry[]): [Entry, Entry][] {
  return left.flatMap((entry): [Entry, Entry][] => {
    const other = right.find(({ file }) => file === entry.file);
    return other ? [[entry, other]] : [];
  });
}

function scopeWritable(base: Base): Mistake[] {
  const scoped = entries(base, "defineTable", "1.firewall.organization");
  const lists = entries(base, "defineTable", "1.guards.updatable.0");
  return spread(both(lists, scoped), 1).map(([element]) =>
    before(base, element, '"organizationId"', "GUARD_SYSTEM_COLUMN"),
  );
}

/** Columns that a create must bring, with their place in `createable`. */
function required(base: Base): { listed: Entry; column: Entry }[] {
  const columns = entries(base, "sqliteTable", "1.*").filter(
    ({ value }) => value.includes(".notNull()") && !value.includes(".default"),
  );
  return entries(base, "defineTable", "1.guards.createable.*").flatMap((listed) => {
    const column = columns.find(({ file, key }) => file === listed.file && listed.value.slice(1, -1) === key);
    const created = entries(base, "defineTable", "1.crud.create").some(({ file }) => file === listed.file);
    return column && created ? [{ listed, column }] : [];
  });
}

/** `updatable` of tables with an update route. The mistake is reported at that route. */
function updated(base: Base): Entry[] {
  const routes = entries(base, "defineTable", "1.crud.update");
  return entries(base, "defineTable", "1.guards.updatable").filter(({ file }) =>
    routes.some((route) => route.file === file),
  );
}
