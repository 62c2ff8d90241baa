import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { finished, hiringProject, startCli } from "./testing/cli-process";

const jobs = "quickback/features/hiring/jobs.ts";

/** A running `compile --watch`, and what it printed since it was last asked. */
async function watching(...options: string[]) {
  const root = hiringProject();
  const child = startCli(["compile", "--watch", ...options], root);
  onTestFinished(() => void child.kill("SIGKILL"));
  const done = finished(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.on("data", (text: string) => {
    output.stderr += text;
  });
  await expect.poll(() => output.stderr, { timeout: 20_000 }).toContain("Watching");
  // The two streams come apart: what the first compile printed is read to its end.
  const end = options.includes("--json") ? /\n}\n$/ : /Next: .*\n$/;
  await expect.poll(() => output.stdout, { timeout: 20_000 }).toMatch(end);
  output.stdout = "";
  return {
    text: readFileSync(join(root, jobs), "utf8"),
    /** Saves as many editors do: a new file, renamed over the old one. */
    save(path: string, text: string) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, `${path}~`), text);
      renameSync(join(root, `${path}~`), join(root, path));
    },
    remove: (path: string) => rmSync(join(root, path), { recursive: true }),
    async printed(expected: string | RegExp): Promise<string> {
      await expect.poll(() => output.stdout, { timeout: 20_000 }).toMatch(expected);
      const { stdout } = output;
      output.stdout = "";
      return stdout;
    },
    stop() {
      child.kill("SIGINT");
      return done;
    },
  };
}

it("shows only what each of many saves of one file changed, and stops cleanly", async () => {
  const { text, save, printed, stop } = await watching();
  for (const length of [121, 122, 123]) {
    save(jobs, text.replace("maxLength: 120", `maxLength: ${length}`));
    const shown = await printed(/Security: pass/);
    expect(shown.match(/^ {2}[~+-] .*$/gm)).toEqual([
      "  ~ openapi.json",
      "  ~ quickback/reports/security-contracts.report.json",
      "  ~ quickback/reports/security-contracts.report.sig.json",
      "  ~ schema-registry.json",
      "  ~ src/features/hiring/policies/jobs.ts",
    ]);
  }
  expect(await stop()).toMatchObject({ code: 0, signal: null });
});

it("shows the diagnostic of a broken edit, then that it is solved", async () => {
  const { text, save, printed } = await watching();
  save(jobs, `${text}export const x = ;\n`);
  expect(await printed(/nothing was written.*\n/)).toMatch(/^error SYNTAX_ERROR \S+jobs\.ts:\d+:18\n/);
  save(jobs, text.replace("organization: {}", "organisation: {}"));
  const other = await printed(/nothing was written.*\n/);
  expect(other).toMatch(/^Solved: 1\nerror UNKNOWN_KEY/);
  expect(other).not.toContain("SYNTAX_ERROR");
  // The same again is nothing new to say.
  save(jobs, text.replace("organization: {}", "organisation: {}"));
  await setTimeout(500);
  save(jobs, text);
  expect(await printed(/Up to date.*\n/)).toMatch(/^Solved: 1\n/);
});

it("follows folders that come and go", async () => {
  const { text, save, remove, printed } = await watching();
  const notes = text.replaceAll("jobs", "notes");
  save("quickback/features/extra/deep/notes.ts", notes);
  expect(await printed(/Security: /)).toContain("widened notes: new table");
  save("quickback/features/extra/deep/notes.ts", notes.replace("maxLength: 120", "maxLength: 9"));
  expect(await printed(/Security: /)).toContain("~ src/features/extra/policies/notes.ts");
  remove("quickback/features/extra");
  expect(await printed(/Security: /)).toContain("narrowed notes");
  save(jobs, text.replace("maxLength: 120", "maxLength: 9"));
  expect(await printed(/Security: /)).toContain("~ src/features/hiring/policies/jobs.ts");
});

it("--json prints a whole document per compile", async () => {
  const { text, save, printed } = await watching("--json");
  save(jobs, `${text}export const x = ;\n`);
  const failure = JSON.parse(await printed(/\n}\n$/));
  expect(failure).toMatchObject({ ok: false, diagnostics: [{ code: "SYNTAX_ERROR" }] });
  save(jobs, text);
  expect(JSON.parse(await printed(/\n}\n$/))).toMatchObject({ ok: true, upToDate: true });
});
