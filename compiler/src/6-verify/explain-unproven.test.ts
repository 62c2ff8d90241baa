import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import { explainUnproven, remedyOf } from "./explain-unproven";
import { verify } from "./verify";

const model = sampleModel();
const tree = await generate(model);
tree.set("quickback/drizzle/audit/meta/_journal.json", "{}");
const { report } = verify(model, tree, {});

test("an unproven line has its reason, its place, its definition and what would make it provable", () => {
  const text = explainUnproven(report);
  expect(text).toContain(`${report.summary.evidence.unproven} lines unproven`);
  expect(text).toMatch(
    /- candidates get: whom candidatesGetAccess\(\) admits is its code \[quickback\/features\/hiring\/candidates\.ts\]; requireAuthGate src\/features\/hiring\/policies\/candidates\.ts:\d+\. Provable: write the access rule as data/,
  );
});

test("the contracts of one operation with one reason are one line", () => {
  const [table] = report.access.filter(({ operations }) => operations.length > 0);
  const [operation] = table?.operations ?? [];
  if (!table || !operation) throw new Error("no operation");
  const evidence = {
    requireFirewallScope: "unproven src/a.ts:9 runtime.action: its body uses sql of drizzle-orm",
    requireMaskingUsage: "unproven src/a.ts:39 runtime.action: its body uses sql of drizzle-orm",
  };
  const one = { ...table, rules: {}, fields: [], operations: [{ ...operation, evidence }] };
  const lines = explainUnproven({ ...report, access: [one] }).split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(
    "; requireFirewallScope src/a.ts:9, requireMaskingUsage src/a.ts:39. Provable: use Drizzle's operators",
  );
});

test("where all is proven, that is said", () => {
  expect(explainUnproven({ ...report, access: [] })).toBe("Every line is proven.");
});

test.each([
  ["what maskUrl() hides is its code (quickback/a.ts:3)", "use a mask type"],
  ["unsafe: its rawDb passes the firewall and the masks", "remove unsafe"],
  ["it may run SQL written as text", "remove allowRawSql"],
  ["its body is a file of its own (src/a.ts)", "arrow function in the file of the actions"],
  ["its body takes its parameters whole", "destructure only"],
  ["its body takes services", "destructure only"],
  ["its body uses helper of src/lib/x", "write inline"],
  ["its body imports at run time", "write inline"],
  ["the call that applies it was not found", "compile again"],
])("%s: %s", (reason, remedy) => {
  expect(remedyOf(reason)).toContain(remedy);
});
