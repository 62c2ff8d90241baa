import type { Family } from "../broken-case";
import { spread } from "../broken-case";
import { misspelt, withKey } from "../changes";
import { entries } from "../entries";

/** Every level of the definition language at which keys are fixed. */
const levels: Record<string, string[]> = {
  defineTable: [
    "1.*",
    "1.firewall.*",
    "1.firewall.*.*",
    "1.crud.*",
    "1.crud.*.*",
    "1.crud.*.access.*",
    "1.crud.*.access.or.*.*",
    "1.crud.*.access.record.*.*",
    "1.guards.*",
    "1.masking.*.*",
    "1.masking.*.show.*",
    "1.views.*.*",
    "1.validation.*.*",
    "1.defaultSort.*",
    "1.layouts.*.*",
    "1.layouts.*.sections.*.*",
  ],
  defineActions: ["1.*.*", "1.*.access.*", "1.*.access.record.*.*", "1.*.unsafe.*"],
  defineConfig: [
    "0.*",
    "0.providers.*",
    "0.providers.*.1.*",
    "0.providers.*.1.*.*",
    "0.openapi.*",
    "0.build.*",
    "0.compiler.*",
    "0.compiler.*.*",
    "0.compiler.*.*.*",
    "0.dev.*",
  ],
};

/** Keys that stand in an open record, where any name is one, or where a name has a rule of its own. */
const open = new Set(["REGION", "organization", "admin", "bearer"]);

/** A misspelt key at each level. */
export const misspeltKeys: Family = (base) =>
  Object.entries(levels).flatMap(([call, paths]) =>
    paths.flatMap((path) =>
      spread(
        entries(base, call, path).filter(
          ({ key }) => !(call === "defineConfig" && open.has(key)) && /^[a-z]\w{3,}$/i.test(key),
        ),
        call === "defineTable" ? 1 : 2,
      ).map((entry) => withKey(base, entry, misspelt(entry.key), "UNKNOWN_KEY")),
    ),
  );
