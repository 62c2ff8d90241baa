import { expect, it } from "vitest";
import { d1App } from "./app/d1";
import type { Sabotage } from "./app/sabotage";
import { findLeaks } from "./leaks";
import { runBatch } from "./run";

const seed = 20260101;

/** Each makes the app wrong in one place; a harness that stays silent would prove nothing. */
const sabotages: Record<string, Sabotage> = {
  "a firewall without its organization": {
    path: "src/lib/firewall.ts",
    from: "return !scope.exceptRoles",
    to: 'return scope.kind !== "organization" && !scope.exceptRoles',
  },
  "a team of another organization": {
    path: "src/lib/identity-store.ts",
    from: ", eq(team.organizationId, member.organizationId)",
    to: "",
  },
  "one operator of record conditions that is another": {
    path: "src/lib/conditions.ts",
    from: "} < $",
    to: "} > $",
  },
  "filters on masked columns": {
    path: "src/lib/masks.ts",
    from: "hidden: new Set(rules.map(([column]) => column))",
    to: "hidden: new Set()",
  },
  "labels of rows that the target's firewall hides": {
    path: "src/lib/labels.ts",
    from: "and(firewall.sql(ctx, `$" + "{prefix}w`), ",
    to: "and(",
  },
  "labels of rows that the target's access closes": {
    path: "src/lib/labels.ts",
    from: "decide(rule, ctx)",
    to: "true",
  },
  "labels without the target's masks": {
    path: "src/lib/labels.ts",
    from: "masker.row(found)[display]",
    to: "found[display]",
  },
};

it.each(Object.entries(sabotages))(
  "the judge notices %s",
  async (_name, sabotage) => {
    const found = await runBatch((tables) => d1App(tables, sabotage), seed, 1500);
    expect(found.length).toBeGreaterThan(0);
  },
  180_000,
);

it.each(["filters on masked columns", "labels of rows that the target's firewall hides"])(
  "the search for leaks notices %s",
  async (name) => {
    const { leaks } = await findLeaks((tables) => d1App(tables, sabotages[name]), seed, 6);
    expect(leaks.length).toBeGreaterThan(0);
  },
  180_000,
);
