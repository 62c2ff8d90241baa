import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hiringProject, runCli } from "../testing/cli-process";

it("compile --fix mends what an edit can mend, says so on stderr, then compiles", async () => {
  const root = hiringProject();
  const path = join(root, "quickback/features/hiring/jobs.ts");
  const before = readFileSync(path, "utf8");
  writeFileSync(path, before.replace("  guards: {", "  gards: {"));
  const refused = await runCli(["compile", "--fix", "--dry-run"], root);
  expect(refused.code).toBe(2);
  const { code, stdout, stderr } = await runCli(["compile", "--fix", "--json"], root);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Fixed UNKNOWN_KEY quickback\/features\/hiring\/jobs\.ts:\d+$/m);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  expect(readFileSync(path, "utf8")).toBe(before);
});
