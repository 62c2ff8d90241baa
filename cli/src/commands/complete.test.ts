import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI, runCli, temporaryFolder } from "../testing/cli-process";

/** What bash offers after a line, with the script that the command prints. */
function offered(line: string): string[] {
  const bin = temporaryFolder();
  const shim = join(bin, "quickback");
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(shim, 0o755);
  const words = line.split(" ");
  // Of the package bash-completion the script needs this function, which not every machine has.
  const script = `_get_comp_words_by_ref() {
  words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${words[cword]}; prev=\${words[cword-1]}
}
source <(quickback complete bash)
COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")})
COMP_CWORD=${words.length - 1}
COMP_LINE="${line}"
COMP_POINT=${line.length}
"$(complete -p quickback | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const PATH = [bin, process.env.PATH].join(delimiter);
  const printed = execFileSync("bash", ["-c", script], { env: { ...process.env, PATH }, encoding: "utf8" });
  return printed
    .split("\n")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

describe("bash, with the printed script", () => {
  it.each([
    ["quickback scaf", "scaffold-table"],
    ["quickback compile --dry", "--dry-run"],
    ["quickback docs firew", "firewall"],
    ["quickback create clo", "cloudflare"],
    ["quickback mcp inst", "install"],
  ])("%s → %s", (line, word) => {
    expect(offered(line)).toContain(word);
  });

  it("offers nothing for what it does not know", () => {
    expect(offered("quickback compile --nope")).toEqual([]);
  });
});

it.each(["bash", "zsh", "fish", "powershell"])("%s has a script", async (shell) => {
  const { code, stdout } = await runCli(["complete", shell], temporaryFolder());
  expect(code).toBe(0);
  expect(stdout).toMatch(/quickback/);
});

it("another shell is told which there are", async () => {
  const { code, stderr } = await runCli(["complete", "nu"], temporaryFolder());
  expect(code).toBe(2);
  expect(stderr).toContain("bash, zsh, fish, powershell");
});
