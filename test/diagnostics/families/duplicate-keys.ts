import type { Family } from "../broken-case";
import { mistake, spread } from "../broken-case";
import { entries } from "../entries";

const places: [call: string, path: string][] = [
  ["defineTable", "1.firewall"],
  ["defineTable", "1.crud.list"],
  ["defineTable", "1.crud.*.access.roles"],
  ["defineTable", "1.masking.*"],
  ["defineActions", "1.*.access"],
  ["defineConfig", "0.name"],
];

/** A key that stands twice in one literal: the second is the one that is reported. */
export const duplicateKeys: Family = (base) =>
  places.flatMap(([call, path]) =>
    spread(entries(base, call, path), 1).map(({ file, key, value, end }) => {
      const change = { file, start: end, end, text: `, ${key}: ${value}` };
      return mistake(base, `${path} twice`, change, { code: "DUPLICATE_KEY", at: { file, offset: end } });
    }),
  );
