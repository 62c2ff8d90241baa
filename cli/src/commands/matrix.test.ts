import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { hiringProject, runCli } from "../testing/cli-process";

let root: string;
beforeAll(async () => {
  root = hiringProject();
  expect(await runCli(["compile"], root)).toMatchObject({ code: 0 });
});

it("prints a table without colours, and says on stderr what the report is worth", async () => {
  const { code, stdout, stderr } = await runCli(["matrix", "candidates", "--role", "member"], root);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^operation +member$/m);
  expect(stdout).toMatch(/^email +masked$/m);
  expect(stdout).not.toContain(String.fromCharCode(27));
  expect(stderr).toContain("not signed");
});

it("prints Markdown, HTML or JSON", async () => {
  expect((await runCli(["matrix", "--markdown"], root)).stdout).toMatch(/^# Access matrix\n/);
  expect((await runCli(["matrix", "--html"], root)).stdout).toMatch(/^<!doctype html>/);
  const { stdout } = await runCli(["matrix", "candidates", "--json"], root);
  expect(JSON.parse(stdout)).toMatchObject([{ table: "candidates" }]);
});

it.each([
  [["matrix", "candidate"], "Did you mean `candidates`?"],
  [["matrix", "--html", "--markdown"], "exclude each other"],
])("%j is wrong use", async (args, message) => {
  expect(await runCli(args, root)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

it("a changed report is warned of", async () => {
  appendFileSync(join(root, "quickback/reports/security-contracts.report.json"), " ");
  const { code, stderr } = await runCli(["matrix", "candidates"], root);
  expect(code).toBe(0);
  expect(stderr).toContain(
    "Warning: quickback/reports/security-contracts.report.sig.json: The report was changed",
  );
});
