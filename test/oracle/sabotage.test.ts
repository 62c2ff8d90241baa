import { expect, it } from "vitest";
import { d1App } from "./app/d1";
import type { Sabotage } from "./app/sabotage";
import { findLeaks } from "./leaks";
import { runBatch } from "./run";
import type { TableSpec } from "./spec";

/** Even: clients choose the ids, and there is PUT. */
const seed = 20260102;

/** Each makes the app wrong in one place; a harness that stays silent would prove nothing. */
const sabotages: Record<string, Sabotage> = {
  "a firewall without its organization": {
    path: "src/lib/firewall.ts",
    from: "return !scope.exceptRoles",
    to: 'return scope.kind !== "organization" && !scope.exceptRoles',
  },
  "a team of another organization": {
    path: "src/lib/identity-store.ts",
    from: ", eq(team.organizationId, session.activeOrganizationId)",
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
  "a batch that asks no firewall for its items": {
    path: "src/lib/batch-update-route.ts",
    from: "        firewall.condition(request.ctx),\n",
    to: "",
  },
  "an atomic batch that is not rolled back": {
    path: "src/lib/batch.ts",
    from: 'await operation.write(items, "all")',
    to: 'await operation.write(items, "each")',
  },
  "batch answers without masks": {
    path: "src/lib/batch-answer.ts",
    from: "writtenRecord(engine, request, outcome, batch.items[index])",
    to: "outcome",
  },
  "writes that answer what the caller may not read": {
    path: "src/lib/written-record.ts",
    from: "reader?.fields ?? sentFields(engine, sent)",
    to: "engine.recordFields",
  },
  "a PUT that replaces foreign rows": {
    path: "src/lib/put-records.ts",
    from: "const where = matches(engine, admitted(request), changes);",
    to: 'const where = sql.join(["id"].map((key) => [columnOf(table, key), changes.value(key)]).flat(), sql.raw(" = "));',
  },
  "keys that point at rows out of reach": {
    path: "src/lib/foreign-keys.ts",
    from: "and(...pairs, visible)",
    to: "and(...pairs)",
  },
};

it.each(Object.entries(sabotages))(
  "the judge notices %s",
  async (_name, sabotage) => {
    const make = (tables: TableSpec[]) => d1App(tables, sabotage);
    const found = await runBatch(make, { seed, cases: 1500, tableCount: 20, stopAtFirst: true });
    expect(found.length).toBeGreaterThan(0);
  },
  180_000,
);

it.each([
  "filters on masked columns",
  "batch answers without masks",
  "writes that answer what the caller may not read",
  "labels of rows that the target's firewall hides",
  "keys that point at rows out of reach",
])(
  "the search for leaks notices %s",
  async (name) => {
    const make = (tables: TableSpec[]) => d1App(tables, sabotages[name]);
    const { leaks } = await findLeaks(make, { seed, tableCount: 6, stopAtFirst: true });
    expect(leaks.length).toBeGreaterThan(0);
  },
  180_000,
);
