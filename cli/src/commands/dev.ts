import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, UsageError } from "../command";
import { compileProject, recompileOnChange, report, requireProject } from "./compile";

/** `quickback dev` */
export const dev: Command = {
  name: "dev",
  summary: "Compile, migrate locally, serve, and recompile on change",
  options: [{ flags: "--port <n>", description: "Port of the local server" }],
  examples: ["quickback dev", "quickback dev --port 8788"],
  async run({ root, options }) {
    const project = await requireProject(root);
    const result = await compileProject(project);
    await report(result, {});
    if (!result.ok) return 1;
    const wrangler = requireWrangler(project);
    await ensureSecrets(project);
    if (!(await migrate(project))) return 1;
    const port = options.port === undefined ? [] : ["--port", String(options.port)];
    const server = spawn(process.execPath, [wrangler, "dev", ...port], { cwd: project, stdio: "inherit" });
    // The watch ends with a signal to this process; so does the server, and the other way round.
    const exited = new Promise<number>((done) => server.once("exit", (code) => done(code ?? 0)));
    void exited.then(() => process.kill(process.pid, "SIGTERM"));
    await recompileOnChange(project, result, {
      onResult: async ({ ok, migrations }) => {
        if (ok && migrations.length > 0) await migrate(project);
      },
    });
    stop(server);
    return exited;
  },
};

/** @throws UsageError that says what to install */
function requireWrangler(root: string): string {
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  if (existsSync(wrangler)) return wrangler;
  throw new UsageError(
    `The project's packages are not installed. Run this in ${root}, then try again:\n  npm install`,
  );
}

/** Makes `.dev.vars` from its example, with a fresh secret, unless the user has one. */
async function ensureSecrets(root: string): Promise<void> {
  const file = join(root, ".dev.vars");
  if (existsSync(file)) return;
  const example = await readFile(`${file}.example`, "utf8").catch(() => "BETTER_AUTH_SECRET=\n");
  const secret = randomBytes(32).toString("hex");
  await writeFile(file, example.replace(/^BETTER_AUTH_SECRET=.*$/m, `BETTER_AUTH_SECRET=${secret}`), {
    mode: 0o600,
  });
  console.error("Wrote .dev.vars with a fresh BETTER_AUTH_SECRET.");
}

/** Applies the migrations to the local databases by the project's own script. */
function migrate(root: string): Promise<boolean> {
  const npm = spawn("npm", ["run", "--silent", "db:migrate:local"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // npm is a script on Windows, which only a shell can start.
    shell: process.platform === "win32",
    env: { ...process.env, CI: "1" },
  });
  return new Promise((done) => {
    npm.once("error", () => done(false));
    npm.once("exit", (code) => done(code === 0));
  });
}

function stop(server: ChildProcess): void {
  if (server.exitCode === null) server.kill("SIGTERM");
}
