import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The bundled CLI: `npm run build` makes it. */
export const CLI = fileURLToPath(new URL("../../dist/quickback.js", import.meta.url));

const hiring = fileURLToPath(new URL("../../../examples/hiring/quickback", import.meta.url));

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export function startCli(
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [CLI, ...args], { cwd, env: { ...process.env, ...env } });
}

/** Runs the CLI to its end with an empty stdin. */
export function runCli(args: string[], cwd: string, env: Record<string, string> = {}): Promise<Finished> {
  const child = startCli(args, cwd, env);
  child.stdin.end();
  return finished(child);
}

export function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code, signal) => done({ code, signal, ...output }));
  });
}

/** An empty folder of its own for one test. */
export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "quickback-cli-")));
}

/** A copy of the definitions of examples/hiring in a folder of its own. */
export function hiringProject(): string {
  const root = temporaryFolder();
  const skipped = /\/(drizzle|reports|\.[^/]*)$/;
  cpSync(hiring, join(root, "quickback"), { recursive: true, filter: (path) => !skipped.test(path) });
  return root;
}
