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
};

it.each(Object.entries(sabotages))(
  "the judge notices %s",
  async (_name, sabotage) => {
    const found = await runBatch((tables) => d1App(tables, sabotage), seed, 1500);
    expect(found.length).toBeGreaterThan(0);
  },
  180_000,
);

it("the search for leaks notices filters on masked columns", async () => {
  const sabotage = sabotages["filters on masked columns"];
  const { leaks } = await findLeaks((tables) => d1App(tables, sabotage), seed, 6);
  expect(leaks.length).toBeGreaterThan(0);
}, 180_000);
