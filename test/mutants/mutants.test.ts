import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose } from "./choose";
import { kill } from "./kill";
import { mutantsOf } from "./make-mutants";
import type { Mutant } from "./mutant";
import { type Subject, subjectOf } from "./subject";
import { whySurvived } from "./why-survived";

let subject: Subject;
beforeAll(async () => {
  subject = await subjectOf("org-roles");
});
afterAll(() => subject?.stop());

const policy = "src/features/documents/policies/documents.ts";

/** `npm run mutants` tries hundreds; of these it is known who notices them. */
it.each<["contracts" | "probes", string, string, RegExp]>([
  ["contracts", policy, "role added: PUBLIC", /PUBLIC/],
  ["contracts", policy, "role dropped", /viewer/],
  ["contracts", policy, "body not strict", /looseObject/],
  ["contracts", policy, "validation dropped", /min|max/],
  ["contracts", policy, "part of a policy dropped", /^softDelete/],
  ["contracts", "src/lib/get-route.ts", "condition replaced by undefined", /firewall\.sql/],
  ["probes", "src/lib/app.ts", "middleware dropped", /^signedIn/],
  ["contracts", "src/lib/create-route.ts", "raw value passed on", /^validate/],
  ["contracts", "src/lib/list-route.ts", "operand of and() dropped", /^engine\.firewall\.sql/],
  ["probes", "src/lib/update-route.ts", "operand of and() dropped", /^firewall\.sql/],
  ["probes", "src/lib/firewall.ts", "operand of and() dropped", /^, alive/],
  ["probes", "src/lib/access.ts", "and for or", /^role === "PUBLIC"/],
  ["probes", "src/lib/access.ts", "refusal left out", /residual === false/],
  ["probes", "src/lib/session-token.ts", "negated condition", /./],
  ["probes", "src/lib/guards.ts", "refusal left out", /./],
  ["contracts", "src/lib/create-route.ts", "field of an object dropped", /stamp/],
  ["probes", "src/lib/request-origin.ts", "comparison flipped", /^origin !== new URL/],
])("%s notice in %s: %s", async (by, file, operator, change) => {
  expect(await kill(mutantOf(file, operator, change), [subject])).toMatchObject({ by });
});

describe("handlers that try everything", () => {
  let vault: Subject;
  beforeAll(async () => {
    vault = await subjectOf("vault");
  });
  afterAll(() => vault?.stop());

  it("find nothing in the whole app", () => {
    expect([...vault.leftOut.values()]).toEqual([]);
  });

  it.each<["contracts" | "probes", string, string, RegExp, RegExp]>([
    [
      "probes",
      "src/lib/scoped-dialect.ts",
      "what the client sent wins",
      /where }, \.\.\.config/,
      /names a (bystander's|deleted) row|beside rows/,
    ],
    ["probes", "src/lib/scoped-keys.ts", "negated condition", /isWritten|complete|column === undefined/, /./],
    ["probes", "src/lib/cascade.ts", "call left out", /^descend/, /deletes a record/],
    [
      "probes",
      "src/lib/audit-wrapper.ts",
      "field of an object dropped",
      /^, \.\.\.present/,
      /modifiedBy|deletedBy/,
    ],
    ["probes", "src/lib/security-audit.ts", "negated condition", /"error" in outcome/, /audit trail/],
    [
      "probes",
      "src/lib/list-route.ts",
      "statement shared under too short a key",
      /^\$\{query\.total\}|query\.total/,
      /./,
    ],
    ["probes", "src/lib/etag.ts", "decision always yes", /header\.trim/, /304/],
    ["probes", "src/lib/session-refresh.ts", "negated condition", /response\.ok/, /session that is due/],
    ["contracts", "src/lib/access.ts", "every for some", /^every → some/, /lacks/],
    ["contracts", "src/lib/security-audit.ts", "await left out", /auditEvents/, /lacks/],
  ])("%s notice in %s: %s (%s)", async (by, file, operator, change, told) => {
    const fate = await kill(mutantOf(file, operator, change, vault), [vault]);
    expect(fate).toMatchObject({ by, told: expect.stringMatching(told) });
  });
});

it("probes notice labels of rows that the target's firewall hides", async () => {
  const everything = await subjectOf("everything");
  try {
    expect([...everything.leftOut.values()]).toEqual([]);
    const file = "src/lib/labels.ts";
    const mutant = mutantOf(file, "operand of and() dropped", /^, where/);
    expect(await kill(mutant, [everything])).toMatchObject({ by: "probes" });
  } finally {
    await everything.stop();
  }
});

it("a survivor is told with whether a probe ran its place", async () => {
  const reached = mutantOf("src/lib/firewall.ts", "operand of and() dropped", /^, alive/);
  expect(await whySurvived(reached, [subject])).toMatch(/^no contract pins it; org-roles runs it/);
  // The example has no PUT.
  const unreached = mutantOf("src/lib/put-records.ts", "negated condition", /./);
  expect(await whySurvived(unreached, [subject])).toMatch(/none of \d+ probes runs it$/);
});

it("nobody notices an app that is whole", async () => {
  const file = "src/lib/firewall.ts";
  const whole = { ...mutantOf(file, "and for or", /./), text: textOf(file) };
  expect(await kill(whole, [subject])).toEqual({ by: undefined });
});

it("the same seed draws the same mutants, of many files and operators", () => {
  const draw = (seed: number) =>
    choose([subject], { seed, limit: 60 }).chosen.map(({ mutant }) => `${mutant.file} ${mutant.operator}`);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
  expect(new Set(draw(7)).size).toBe(draw(7).length);
});

function mutantOf(file: string, operator: string, change: RegExp, of = subject): Mutant {
  const mutant = mutantsOf(file, of.tree.get(file) ?? "").find(
    (one) => one.operator === operator && change.test(one.change),
  );
  if (!mutant) throw new Error(`${file} has no mutant ${operator} like ${change}`);
  return mutant;
}

function textOf(file: string): string {
  return subject.tree.get(file) ?? "";
}
