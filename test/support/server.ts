import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { createClient } from "@libsql/client";
import { z } from "zod";
import { freePort } from "../../compiler/src/probe/run/free-port";
import { type ProcessGroup, startGroup } from "./process-group";
import { repository } from "./repository";

const run = promisify(execFile);
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** The tools of this repository, as an install in the project itself would give it. */
const PATH = [join(repository, "node_modules/.bin"), process.env.PATH].join(delimiter);

/** A compiled project served by Bun or Node, as its own scripts do. */
export interface RunningServer {
  url: string;
  /** Runs SQL on the app's only database; the binding says which it would be on Workers. */
  query(binding: string, sql: string): Promise<Record<string, unknown>[]>;
  process: ProcessGroup;
  stop(): Promise<void>;
}

/** Runs a script of the project's package.json. @returns what it printed. @throws Error with all it printed */
export async function runScript(
  root: string,
  name: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  const environment = { ...process.env, PATH, ...env };
  const ran = run("sh", ["-c", scripts[name] ?? "exit 9"], { cwd: root, env: environment });
  const { stdout } = await ran.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${name} failed: ${error.stdout}${error.stderr}`);
  });
  return stdout;
}

/** Builds, migrates and starts a project that was compiled for Bun or Node. */
export async function bootServer(root: string, env: Record<string, string> = {}): Promise<RunningServer> {
  await runScript(root, "build");
  await runScript(root, "db:migrate");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer(root, { PORT: String(port), BETTER_AUTH_URL: url, ...env });
  const client = createClient({ url: `file:${join(root, "data/app.db")}`, timeout: 5000 });
  return {
    url,
    query: async (_binding, sql) => (await client.execute(sql)).rows.map((row) => ({ ...row })),
    process: server,
    async stop() {
      client.close();
      await server.stop();
    },
  };
}

/** Runs the `start` script until it listens, or has ended. */
export async function startServer(root: string, env: Record<string, string>): Promise<ProcessGroup> {
  const { scripts } = manifest.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")));
  const server = startGroup(root, "sh", ["-c", `exec ${scripts.start}`], { PATH, ...env });
  while (server.alive() && !server.output().includes("Listening on"))
    await new Promise((wait) => setTimeout(wait, 50));
  return server;
}
