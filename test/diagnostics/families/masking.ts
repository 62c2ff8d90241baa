import type { Base, Family, Mistake } from "../broken-case";
import { mistake, spread } from "../broken-case";
import { keyOf, removal, withValue } from "../changes";
import { type Entry, entries } from "../entries";

/** Masks that hide nothing, hide from everyone by mistake, or do not fit their column. */
export const masking: Family = (base) => {
  const at = (path: string, count = 1) => spread(entries(base, "defineTable", path), count);
  const numbers = entries(base, "sqliteTable", "1.*").filter(({ value }) => value.startsWith("integer"));
  return [
    ...spread(
      entries(base, "defineTable", "1.masking.*.type").filter(({ value }) => /custom/.test(value)),
      1,
    ).flatMap(({ parent }) => (parent ? maskFunction(base, parent) : [])),
    ...spread(
      entries(base, "defineTable", "1.masking.*").filter(({ value }) => !/custom/.test(value)),
      2,
    ).map((entry) =>
      withValue(base, entry, '{ type: "redact", mask: () => null }', "MASKING_FUNCTION_UNUSED"),
    ),
    ...at("1.masking.*.show.roles.0").flatMap((entry) => [
      withValue(base, entry, '"PUBLIC"', "MASKING_PUBLIC_ROLE"),
      withValue(base, entry, '"*"', "MASKING_PUBLIC_ROLE"),
    ]),
    ...at("1.masking.*").flatMap((entry) => [
      added(base, entry, 'id: { type: "redact" }', "MASKING_KEY_COLUMN"),
      ...spread(
        numbers.filter(({ file, key }) => file === entry.file && key !== "id" && !isMasked(entry, key)),
        1,
      ).map(({ key }) => added(base, entry, `${key}: { type: "phone" }`, "MASKING_TYPE_MISMATCH")),
    ]),
    ...sensitive(base),
    ...sorted(base),
  ];
};

const isMasked = ({ siblings }: Entry, column: string) => siblings.some(({ key }) => key === column);

/** Before the first mask, so that a mask of the same column further down wins nothing. */
function added(base: Base, entry: Entry, text: string, code: string): Mistake {
  const first = entry.siblings[0] ?? entry;
  const change = { file: first.file, start: first.start, end: first.start, text: `${text}, ` };
  return mistake(base, `mask ${text}`, change, { code });
}

function maskFunction(base: Base, entry: Entry): Mistake[] {
  return [withValue(base, entry, '{ type: "custom" }', "MASKING_FUNCTION_MISSING")];
}

/** A sensitive column loses its mask, so it gets one by itself. */
function sensitive(base: Base): Mistake[] {
  const masks = entries(base, "defineTable", "1.masking.*").filter(({ key }) =>
    ["email", "phone", "mobile", "ssn", "iban"].includes(key),
  );
  return spread(masks, 2).flatMap((entry) =>
    entries(base, "sqliteTable", `1.${entry.key}`)
      .filter(({ file }) => file === entry.file)
      .map((column) =>
        mistake(base, `no mask on ${entry.key}`, removal(base, entry), {
          code: "MASKING_AUTOMATIC",
          at: keyOf(column),
        }),
      ),
  );
}

/** The default sort orders by a masked column. */
function sorted(base: Base): Mistake[] {
  return spread(entries(base, "defineTable", "1.masking.*"), 1)
    .map((entry) => {
      const block = entry.parent ?? entry;
      const text = `defaultSort: { field: "${entry.key}" }, `;
      const change = { file: block.file, start: block.start, end: block.start, text };
      return mistake(base, `sorted by ${entry.key}`, change, { code: "MASKING_SORTED" });
    })
    .filter(({ files, file }) => (files[file]?.split("defaultSort").length ?? 0) === 2);
}
