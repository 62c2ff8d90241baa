import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CLI, runCli, temporaryFolder } from "../testing/cli-process";

/** Runs the command on a pseudo-terminal; the pager marks what it was given. */
function onTerminal(topic: string): string {
  const folder = temporaryFolder();
  const pager = join(folder, "pager");
  writeFileSync(pager, "#!/bin/sh\necho PAGED\nexec cat\n");
  chmodSync(pager, 0o755);
  const env = { ...process.env, PAGER: pager, CI: "", TERM: "xterm-256color", FORCE_COLOR: "1" };
  const line = `"${process.execPath}" "${CLI}" docs ${topic}`;
  return execFileSync("script", ["-qec", line, "/dev/null"], { env, encoding: "utf8", input: "" });
}

it("a page is plain Markdown for programs, rendered and paged for a terminal", async () => {
  const { stdout } = await runCli(["docs", "views"], temporaryFolder());
  expect(stdout).toMatch(/^# Views/);
  expect(stdout).toContain("```ts title=");
  const shown = onTerminal("views");
  expect(shown).toMatch(/^PAGED/);
  expect(shown).toContain("\u001b[");
  expect(shown).toContain("A view is a list of columns under a name");
  expect(shown).not.toContain("```");
});
