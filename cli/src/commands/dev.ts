import { spawn } from "node:child_process";
import { type Command, UsageError } from "../command";
import { compileProject, recompileOnChange, report, requireProject } from "./compile";
import { localServer } from "./local-server";

/** `quickback dev` */
export const dev: Command = {
  name: "dev",
  summary: "Compile, migrate locally, serve, and recompile on change",
  json: false,
  options: [
    { flags: "--port <n>", description: "Port of the local server (default: dev.port of the config)" },
  ],
  examples: ["quickback dev", "quickback dev --port 8788"],
  async run({ root, options }) {
    const project = await requireProject(root);
    const port = readPort(options.port);
    const result = await compileProject(project);
    await report(result, { next: false });
    if (!result.ok) return 1;
    const { migrate: script, command, args, env } = await localServer(project, port);
    if (!(await migrate(project, script))) return 1;
    const server = spawn(command, args, {
      cwd: project,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    const exited = new Promise((done) => {
      server.once("exit", done);
      server.once("error", ({ message }) => {
        console.error(`${command} could not be started: ${message}`);
        done(1);
      });
    });
    await recompileOnChange(project, result, {
      next: false,
      until: exited,
      onResult: async ({ ok, migrations }) => {
        if (ok && migrations.length > 0) await migrate(project, script);
      },
    });
    const failed = server.exitCode !== null && server.exitCode !== 0;
    if (server.exitCode === null) server.kill("SIGTERM");
    await exited;
    return failed ? 1 : 0;
  },
};

function readPort(port: unknown): number | undefined {
  if (port === undefined) return undefined;
  if (typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port takes one number from 1 to 65535, not ${JSON.stringify(port)}.`);
}

/** Applies the migrations to the local databases by the project's own script; prints its output if it fails. */
function migrate(root: string, script: string): Promise<boolean> {
  const npm = spawn("npm", ["run", "--silent", script], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // npm is a script on Windows, which only a shell can start.
    shell: process.platform === "win32",
    env: { ...process.env, CI: "1" },
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((done) => {
    npm.once("error", ({ message }) => {
      console.error(`npm could not be started: ${message}`);
      done(false);
    });
    npm.once("close", (code) => {
      if (code === 0) console.log("Local databases are up to date.");
      else console.error(`${output}\nThe migrations could not be applied to the local databases.`);
      done(code === 0);
    });
  });
}
