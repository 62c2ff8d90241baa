import { expect, test } from "vitest";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import { explainContract, explainRefusal, readRefusal } from "./explain-about";
import { verify } from "./verify";

const model = sampleModel();
const tree = await generate(model);
tree.set("quickback/drizzle/audit/meta/_journal.json", "{}");
const { report } = verify(model, tree, {});
const refused = (words: string, role?: string) =>
  explainRefusal(report, readRefusal(words) ?? { path: "none" }, role);

test("a refusal is read in any order, without its query", () => {
  const refusal = { status: 403, code: "ACCESS_ROLE_REQUIRED", method: "GET", path: "/api/v1/candidates" };
  expect(readRefusal("403 ACCESS_ROLE_REQUIRED GET /api/v1/candidates?limit=1")).toEqual(refusal);
  expect(readRefusal("get /api/v1/candidates 403 ACCESS_ROLE_REQUIRED")).toEqual(refusal);
  expect(readRefusal("requireAuthGate")).toBeUndefined();
});

test.each([
  [
    "403 ACCESS_ROLE_REQUIRED POST /api/v1/candidates",
    "member",
    /layer access .*for member: no \[quickback\/.*evidence: pass src\//s,
  ],
  [
    "403 ACCESS_CONDITION_FAILED PATCH /api/v1/candidates/1",
    "recruiter",
    /does not meet the condition.*createdBy = .*would have to hold/s,
  ],
  [
    "403 FIREWALL_NOT_FOUND GET /api/v1/candidates/1",
    undefined,
    /layer firewall .*the active organization's \(organizationId\)/s,
  ],
  ["401 GET /api/v1/candidates", undefined, /layer authentication/],
  [
    "400 VALIDATION_FAILED POST /api/v1/candidates",
    undefined,
    /create accepts .*name.* and refuses any other/s,
  ],
  ["404 GET /api/v1/nowhere", undefined, /No route of the report/],
])("%s as %s", (words, role, answer) => {
  expect(refused(words, role)).toMatch(answer);
});

test("only the route that was called is spoken of", () => {
  const text = refused("403 ACCESS_ROLE_REQUIRED POST /api/v1/applications/batch", "member");
  expect(text).toContain("applications batchCreate");
  expect(text).not.toContain("applications create ");
  const batch = refused("403 ACCESS_ROLE_REQUIRED PATCH /api/v1/applications/batch/", "member");
  expect(batch).toContain("applications batchUpdate");
  expect(batch).not.toContain("applications update ");
  const anyMethod = refused("403 /api/v1/applications/1");
  expect(anyMethod).toContain("applications get ");
  expect(anyMethod).toContain("applications delete ");
  expect(refused("403 GET /api/v1/applications/1")).not.toContain("applications delete ");
});

test("what a batch accepts is what its single route accepts", () => {
  const [single, batch] = ["/api/v1/applications", "/api/v1/applications/batch"].map(
    (path) => /accepts ([^\n[]*)/.exec(refused(`400 VALIDATION_FAILED POST ${path}`))?.[1],
  );
  expect(single).toContain("candidateId");
  expect(batch).toBe(single);
});

test("without a code the status speaks, else every layer; a code of no layer is said to be none", () => {
  expect(refused("404 GET /api/v1/candidates/1")).toMatch(/layer firewall \(NOT_FOUND\)/);
  const both = [/access admits/, /firewall: the row must be among/];
  for (const layer of both) expect(refused("403 GET /api/v1/candidates/1")).toMatch(layer);
  const other = refused("409 UNIQUE_VIOLATION POST /api/v1/candidates");
  for (const layer of [/UNIQUE_VIOLATION is no refusal by a rule/, ...both]) expect(other).toMatch(layer);
});

test("a long answer says how much is left", () => {
  const [violation] = verify(model, new Map(), {}).report.violations;
  if (!violation) throw new Error("nothing is broken");
  const violations = Array.from({ length: 40 }, () => ({
    ...violation,
    contract: "requireActionValidation" as const,
  }));
  const lines = explainContract({ ...report, violations }, "requireActionValidation").split("\n");
  expect(lines).toHaveLength(26);
  expect(lines.at(-1)).toMatch(/^… and \d+ more\.$/);
});

test("a contract is explained with its fix and places, and what is unproven", () => {
  expect(explainContract(report, "requireAuthGate")).toMatch(/Broken nowhere.*candidates get: unproven/s);
  const path = "src/features/hiring/policies/candidates.ts";
  const broken = new Map(tree).set(path, (tree.get(path) ?? "").replace('type: "ssn"', 'type: "name"'));
  const text = explainContract(verify(model, broken, {}).report, "requireMaskingUsage");
  expect(text).toMatch(/Broken \d times\. Fix: Restore.*\(src\/features\/hiring\/policies\/candidates\.ts/s);
  expect(() => explainContract(report, "requireMaskUsage")).toThrow("Did you mean `requireMaskingUsage`?");
});
