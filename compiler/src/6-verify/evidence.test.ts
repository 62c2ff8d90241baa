import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import type { FileTree } from "../files";
import { evidenceLines } from "./report";
import type { TableAccess } from "./report-schema";
import { verify } from "./verify";

const model = sampleModel();
const tree = await generate(model);
tree.set("quickback/drizzle/audit/meta/_journal.json", "{}");
const { report } = verify(model, tree, {});

/** The text of the line that stands at `file:line`. */
function textAt(place: string): string {
  const [path = "", line] = place.split(":");
  return tree.get(path)?.split("\n")[Number(line) - 1] ?? `nothing at ${place}`;
}

const tableOf = (access: TableAccess[], name: string) => {
  const found = access.find(({ table }) => table === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
};

function evidenceOf(table: string, operation: string, access = report.access) {
  const found = tableOf(access, table).operations.find((own) => own.operation === operation);
  if (!found) throw new Error(`no ${operation} of ${table}`);
  return found.evidence;
}

/** The generated tree with one change. */
function broken(path: string, from: string | RegExp, to: string): FileTree {
  const text = tree.get(path) ?? "";
  expect(text.replace(from, to)).not.toBe(text);
  return new Map([...tree, [path, text.replace(from, to)]]);
}

test("every operation, mask, guard and firewall has a line, and each names its definition", () => {
  for (const { table, rules, operations, fields } of report.access) {
    for (const own of operations)
      expect(Object.keys(own.evidence), `${table} ${own.operation}`).not.toEqual([]);
    for (const { mask, definition } of fields) if (mask) expect([mask.proof, definition]).not.toContain("");
    for (const { definition } of Object.values(rules)) expect(definition).not.toBe("");
  }
  const { evidence } = report.summary;
  expect(evidence.fail).toBe(0);
  expect(evidence.pass + evidence.unproven).toBe(evidenceLines(report.access).length);
  for (const line of evidenceLines(report.access)) expect(line).toMatch(/^(pass|unproven) src\/[^ ]+:\d+/);
});

test("a generated place is the line where the rule stands", () => {
  const key: Record<string, RegExp> = {
    requireAuthGate: /access: |roles: |record: /,
    requireFirewallScope: /firewall: |access: /,
    requireGuardWiring: /(create|update|put): \(\) =>/,
    requireMaskingUsage: /masking: |access: /,
    requireActionValidation: /actions\./,
    requireUnsafeAuditTrail: /audited: true/,
  };
  for (const { operations, fields, rules } of report.access) {
    for (const { evidence } of operations)
      for (const [contract, line] of Object.entries(evidence))
        expect(textAt(line.split(" ")[1] ?? ""), `${contract} ${line}`).toMatch(key[contract] ?? /^$/);
    for (const { field, mask } of fields)
      if (mask) expect(textAt(mask.proof.split(" ")[1]?.replace(/:$/, "") ?? "")).toContain(`${field}: {`);
    for (const [name, { proof }] of Object.entries(rules))
      expect(textAt(proof.split(" ")[1] ?? "")).toContain(name.split(".").at(-1));
  }
});

test("a runtime place is the line where the call stands", () => {
  for (const layers of Object.values(report.runtime))
    for (const sites of Object.values(layers))
      for (const site of sites.split(", ")) {
        const [call = "", place = ""] = site.split(" ");
        expect(textAt(place)).toContain(call.replace("firewall.", "."));
      }
});

test("evidence refers only to what the report lists", () => {
  for (const line of evidenceLines(report.access)) {
    const operation = /runtime\.(\w+)/.exec(line)?.[1];
    if (operation !== undefined) expect(Object.keys(report.runtime)).toContain(operation);
  }
});

test("what code decides is unproven, with the reason; what data decides passes", () => {
  expect(evidenceOf("candidates", "get").requireAuthGate).toMatch(
    /^unproven src\/features\/hiring\/policies\/candidates.ts:\d+ runtime.get: whom candidatesGetAccess\(\) admits is its code/,
  );
  expect(evidenceOf("candidates", "get").requireFirewallScope).toMatch(/^pass /);
  expect(evidenceOf("candidates", "list").requireAuthGate).toMatch(/^pass /);
  const masks = tableOf(report.access, "candidates").fields.flatMap(({ mask }) => (mask ? [mask] : []));
  for (const { type, proof } of masks)
    expect(proof).toMatch(type === "custom" ? /^unproven .* what \w+\(\) hides is its code/ : /^pass /);
  expect(masks.map(({ type }) => type)).toContain("custom");
});

test("Postgres policies are said not to apply, instead of passed", () => {
  expect(report.destinationConfig.rls).toMatchObject({
    enabled: false,
    reason: expect.stringContaining("not applicable"),
  });
});

test("a broken rule fails its own line and no other", () => {
  const changed = broken(
    "src/features/hiring/policies/candidates.ts",
    'equals: "$ctx.userId"',
    'notEquals: "$ctx.userId"',
  );
  const { access } = verify(model, changed, {}).report;
  expect(evidenceOf("candidates", "update", access).requireAuthGate).toMatch(
    /^fail: `update` of `candidates`/,
  );
  expect(evidenceOf("candidates", "list", access).requireAuthGate).toMatch(/^pass /);
  expect(evidenceOf("applications", "update", access).requireAuthGate).toMatch(/^pass /);
});

test("a broken runtime file fails every line that rests on it", () => {
  const changed = broken(
    "src/lib/get-route.ts",
    "present(row, engine.recordFields, request.masker, labels)",
    "row",
  );
  const { access } = verify(model, changed, {}).report;
  expect(evidenceOf("candidates", "get", access).requireMaskingUsage).toMatch(/^fail: /);
  expect(evidenceOf("candidates", "list", access).requireMaskingUsage).toMatch(/^pass /);
});
