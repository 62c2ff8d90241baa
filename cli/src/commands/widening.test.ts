import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { hiringProject, runCli, temporaryFolder } from "../testing/cli-process";

const KEY = { QUICKBACK_SECURITY_REPORT_SIGNING_KEY: "secret" };
const REPORT = "quickback/reports/security-contracts.report.json";
const DIFF = "quickback/reports/security-diff.md";
const CANDIDATES = "quickback/features/hiring/candidates.ts";

let compiled: string;
beforeAll(async () => {
  compiled = hiringProject();
  expect(await runCli(["compile"], compiled, KEY)).toMatchObject({ code: 0 });
});

function project(): string {
  const root = temporaryFolder();
  cpSync(compiled, root, { recursive: true });
  return root;
}

function edit(root: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(root, path), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, path), text.replace(from, to));
}

const openList = (root: string) =>
  edit(root, CANDIDATES, "list: { access: { roles: [", 'list: { access: { roles: ["PUBLIC", ');

it("--fail-on-widening stops with 3, names the line, and writes nothing; narrowing passes", async () => {
  const root = project();
  const report = readFileSync(join(root, REPORT), "utf8");
  openList(root);
  const { code, stdout } = await runCli(["compile", "--fail-on-widening"], root, KEY);
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /error ACCESS_WIDENED\n +candidates list: no → yes for anonymous.*candidates\.ts:46/,
  );
  expect(readFileSync(join(root, REPORT), "utf8")).toBe(report);
  edit(root, CANDIDATES, '"PUBLIC", ', "");
  edit(
    root,
    CANDIDATES,
    'create: { access: { roles: ["owner", "admin", "recruiter"] } }',
    'create: { access: { roles: ["owner"] } }',
  );
  const narrowed = await runCli(["compile", "--fail-on-widening", "--json"], root, KEY);
  expect(narrowed.code).toBe(0);
  expect(JSON.parse(narrowed.stdout).security.diff).toMatchObject({
    baseline: { state: "verified" },
    widened: 0,
    review: 0,
    narrowed: 2,
  });
});

it("the stored diff stays through compiles that change no rule", async () => {
  const root = project();
  expect(existsSync(join(root, DIFF))).toBe(false);
  openList(root);
  const { stdout } = await runCli(["compile"], root, KEY);
  expect(stdout).toContain("Security diff: 1 widened, 0 to review, 0 narrowed\n  widened candidates list");
  const stored = readFileSync(join(root, DIFF), "utf8");
  expect(stored).toContain("candidates list: no → yes");
  await runCli(["compile"], root, KEY);
  edit(root, CANDIDATES, "pageSize: 20", "pageSize: 21");
  const again = await runCli(["compile"], root, KEY);
  expect(again.stdout).not.toContain("Security diff");
  expect(readFileSync(join(root, DIFF), "utf8")).toBe(stored);
  expect(await runCli(["verify-report"], root, KEY)).toMatchObject({ code: 0 });
});

it("--baseline compares with another report, also when nothing changed since the last compile", async () => {
  const root = project();
  const main = join(root, "main.report.json");
  cpSync(join(root, REPORT), main);
  openList(root);
  expect(await runCli(["compile"], root, KEY)).toMatchObject({ code: 0 });
  expect(await runCli(["compile", "--fail-on-widening"], root, KEY)).toMatchObject({ code: 0 });
  const gated = await runCli(["compile", "--fail-on-widening", "--baseline", main], root, KEY);
  expect(gated.code).toBe(3);
});

it("a baseline that was edited to hide widening stops the gate, and is said otherwise", async () => {
  const root = project();
  edit(
    root,
    REPORT,
    '"owner", "admin", "recruiter", "member"',
    '"PUBLIC", "owner", "admin", "recruiter", "member"',
  );
  openList(root);
  const gated = await runCli(["compile", "--fail-on-widening"], root, KEY);
  expect(gated.code).toBe(1);
  expect(gated.stdout).toContain("BASELINE_UNTRUSTED");
  const { stdout } = await runCli(["compile"], root, KEY);
  expect(stdout).toContain("untrusted baseline");
});

it("without a report there is nothing to gate by", async () => {
  const { code, stdout } = await runCli(["compile", "--fail-on-widening"], hiringProject(), KEY);
  expect(code).toBe(1);
  expect(stdout).toContain("BASELINE_MISSING");
});
