import type { Harmless } from "./harmless-kind";
import { harmlessLines } from "./harmless-lines";
import type { Mutant } from "./mutant";

const lib = (name: string) => new RegExp(`^src/lib/${name}\\.ts$`);

/** Each with its reason, which the report prints; here those that are of a kind, beside it those of one line. */
export const harmless: Harmless[] = [
  ...harmlessLines,
  {
    file: lib("error-handler"),
    before: /console\.error/,
    why: "decides only what is written to the log",
  },
  {
    file: lib("error-response"),
    before: /traced = requestId/,
    why: "decides only whether an error names its request",
  },
  {
    file: /^src\/lib\//,
    operator: /^refusal left out$/,
    before: /throw new Error\(/,
    why: "an assertion about the app's own code, which no request can break",
  },
  {
    file: lib("security-audit"),
    before: /MAX_INPUT/,
    why: "decides only how much of a long input the audit row keeps",
  },
  {
    file: lib("action-result"),
    operator: /^(filter left out|comparison flipped)$/,
    before: /isOwner\(|rules\.size === 0/,
    why: "masks a value that its owner could see, or walks an answer without masks: hides more, never less",
  },
  {
    file: lib("delete-route"),
    before: /const marked = and/,
    change: /marks\[soft\]/,
    why: "tells apart deletions of the same record at the same time, which probes do not make",
  },
  {
    file: lib("table-routes"),
    before: /mount: \(\) => undefined/,
    why: "an internal table is registered without its table; it has no routes either way",
  },
  {
    file: lib("etag"),
    operator: /^what the client sent wins$/,
    why: "the headers stand in the object twice, with the same values",
  },
  {
    file: lib("firewall"),
    operator: /^what the client sent wins$/,
    before: /policy\.scopes\.map/,
    why: "the scope stands in the object twice; it has no `sqlColumn` of its own",
  },
  {
    file: lib("app"),
    operator: /^routes before middleware$/,
    before: /withDatabases/,
    change: /\/health/,
    why: "health is answered without databases and reads no body",
  },
  {
    file: lib("access"),
    before: /residual\.parts\.some\(hasChecks\)/,
    why: "a function beside conditions is not settled, and a check left over denies in SQL: denies more, never less",
  },
  {
    file: lib("request-origin"),
    operator: /^set left empty$/,
    before: /SAFE_METHODS/,
    why: "refuses reads from foreign origins too: denies more, never less",
  },
  {
    file: lib("validation"),
    operator: /^refusal left out$/,
    before: /Send a JSON object/,
    why: "what is no object is refused by the strict schema behind it, or ends as a 500: nothing gets in",
  },
  {
    file: lib("create-route"),
    operator: /^what the client sent wins$/,
    before: /const row = withComputedDefaults/,
    why: "what guards admit holds neither the tenant nor audit columns, so that it overwrites none",
  },
  {
    file: lib("batch-update-route"),
    before: /!update \|\| !batchUpdate/,
    why: "a batch has no rule without its single operation; the model demands both",
  },
];

/** Why a mutant does not count; `undefined` for one that does. */
export function harmlessBecause(mutant: Mutant): string | undefined {
  return harmless.find(
    ({ file, operator, before, change }) =>
      file.test(mutant.file) &&
      (operator?.test(mutant.operator) ?? true) &&
      (before?.test(mutant.before) ?? true) &&
      (change?.test(mutant.change) ?? true),
  )?.why;
}
