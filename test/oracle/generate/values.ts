import { userIds } from "../people";
import type { Prng } from "../prng";
import type { Cell, ColumnSpec, MaskSpec } from "../spec";

const words = [
  "",
  " ",
  "a",
  "A",
  "ab",
  "alpha",
  "Alpha",
  "alphabet",
  "beta gamma",
  "100%",
  "a_b",
  "x'y",
  'say "hi"',
  "Ünï",
  "日本",
  "😀z",
  "zz",
  "\\",
  "a,b",
];

/** Well-formed, short and malformed values for each mask. */
const masked: Record<MaskSpec["type"], string[]> = {
  email: [
    "paul@example.com",
    "p@x.io",
    "Ann.Lee@mail.example.co.uk",
    "no-at-sign",
    "@example.com",
    "two@at@signs.com",
    "no@dot",
    "a b@c.de",
    "x@.com",
    "x@y.",
    "",
  ],
  phone: ["+1 (555) 123-4567", "555-1234", "1234", "123", "12345678", "none", "", "٤٥٦٧٨٩٠١"],
  ssn: ["123-45-6789", "6789", "1", "12345", "unknown"],
  creditCard: ["4111 1111 1111 1111", "4111", "DE89370400440532013000", "41111111"],
  name: ["John Doe", "J", "J D", "  spaced  out ", "Zoë Ünal", "", "日本 太郎"],
  redact: ["hush", "", "x"],
  custom: ["secret place", "x", ""],
};

/** A value the database could hold in this column. */
export function storedValue(random: Prng, column: ColumnSpec, mask?: MaskSpec["type"]): Cell {
  if (!column.notNull && random.chance(0.15)) return null;
  switch (column.kind) {
    case "boolean":
      return random.chance(0.5);
    case "integer":
      return random.pick([-5, -1, 0, 1, 2, 3, 3, 10, 1000]);
    case "real":
      return random.pick([-1.25, 0, 0.5, 2, 3.75]);
    case "enum":
      return random.pick([...(column.values ?? []), ...(column.values ?? []), "gone"]);
    default: {
      const own = mask && masked[mask];
      if (random.chance(0.15)) return random.pick(userIds);
      return own && random.chance(0.8) ? random.pick(own) : random.pick(words);
    }
  }
}

/** A value for a body: mostly one that fits, sometimes of another type. */
export function sentValue(random: Prng, column: ColumnSpec, wanted: string[] | undefined): unknown {
  if (random.chance(0.1)) return random.pick([null, 5, 1.5, true, "text", "", ["x"], { a: 1 }, "9"]);
  if (column.kind === "enum" && column.values) return random.pick(column.values);
  if (wanted && random.chance(0.8)) return random.pick(wanted);
  if (column.kind === "text") return random.pick(words);
  return storedValue(random, { ...column, notNull: true });
}
