import type { Family } from "../broken-case";
import { spread } from "../broken-case";
import { before } from "../changes";
import { entries } from "../entries";

const places: [call: string, path: string][] = [
  ["defineTable", "1.firewall"],
  ["defineTable", "1.firewall.*"],
  ["defineTable", "1.crud.list"],
  ["defineTable", "1.crud.*.access"],
  ["defineTable", "1.guards.createable"],
  ["defineTable", "1.masking.*.type"],
  ["defineTable", "1.views.*.fields"],
  ["defineTable", "1.validation.*.*"],
  ["defineActions", "1.*.description"],
  ["defineActions", "1.*.access.roles"],
  ["defineConfig", "0.name"],
  ["defineConfig", "0.providers.runtime"],
];

/** A key that exists nowhere in the language. */
export const wrongKeys: Family = (base) =>
  places.flatMap(([call, path]) =>
    spread(entries(base, call, path), 1).map((entry) => before(base, entry, 'colour: "blue"', "UNKNOWN_KEY")),
  );
