import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../compiler/src/probe/run/free-port";
import { Client } from "../support/client";
import { type ProcessGroup, startGroup } from "../support/process-group";
import { repository } from "../support/repository";

const run = promisify(execFile);
/** Each with the name it has in a project's package.json. */
const packages = {
  compiler: "@quickback/compiler",
  "docs-content": "@quickback/docs",
  "mcp-server": "@quickback/mcp-server",
  skill: "@quickback/skill",
  cli: "quickback",
};
const env = {
  CI: "1",
  WRANGLER_SEND_METRICS: "false",
  npm_config_audit: "false",
  npm_config_fund: "false",
};
/** An install or a first wrangler start on a slow machine. */
const patience = 300_000;

let folder: string;
let quickback: string;
let shop: string;
let server: ProcessGroup | undefined;

/** Runs a command; throws with its output when it fails. */
async function sh(cwd: string, command: string, ...args: string[]): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26 };
  const done = await run(command, args, options).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${command} ${args.join(" ")} failed:\n${error.stdout}\n${error.stderr}`);
  });
  return done.stdout;
}

/** Starts a local server; its URL once it answers. */
async function serve(cwd: string, command: string, args: string[]): Promise<string> {
  const port = await freePort();
  server = startGroup(cwd, command, [...args, "--port", String(port)], env);
  const url = `http://localhost:${port}`;
  const health = () =>
    fetch(`${url}/health`).then(
      ({ status }) => `${status}`,
      () => server?.output(),
    );
  await expect.poll(health, { timeout: 60_000, interval: 250 }).toBe("200");
  return url;
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, "utf8")));
}

beforeAll(async () => {
  expect(existsSync(join(repository, "compiler/dist/types")), "first: npm run build -- --types").toBe(true);
  folder = await mkdtemp(join(tmpdir(), "quickback-published-"));
  const tarballs: Record<string, string> = {};
  for (const [path, name] of Object.entries(packages)) {
    const printed = await sh(
      join(repository, path),
      "npm",
      "pack",
      "--silent",
      "--ignore-scripts",
      "--pack-destination",
      folder,
    );
    tarballs[name] = `file:${join(folder, printed.trim())}`;
  }
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: tarballs }));
  await sh(folder, "npm", "install", "--loglevel=error");
  quickback = join(folder, "node_modules/.bin/quickback");
  await sh(folder, quickback, "create", "cloudflare", "shop");
  shop = join(folder, "shop");
  await edit(join(shop, "package.json"), (text) => {
    const manifest = JSON.parse(text);
    // What the registry would give; the template itself names the compiler and the CLI only.
    Object.assign(manifest.devDependencies, tarballs);
    return JSON.stringify(manifest, null, 2);
  });
  await sh(shop, "npm", "install", "--loglevel=error");
}, patience);

afterEach(() => server?.stop(), 30_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it("carries what each package needs, and no tests", async () => {
  const installed = await readdir(join(folder, "node_modules/@quickback/compiler"), { recursive: true });
  expect(installed).toContain("dist/engine.js");
  expect(installed).toContain("runtime/src/lib/app.ts");
  expect(installed.filter((path) => /\.test\.ts$|testing/.test(path))).toEqual([]);
  expect(await sh(folder, quickback, "docs", "firewall")).toContain("# ");
});

describe("a created project", () => {
  it("type-checks its definitions before the first compile; a misspelt column is an error", async () => {
    await writeFile(
      join(shop, "quickback/features/tasks/handler.ts"),
      'import type { ActionExecutor } from "@quickback/types";\n' +
        "export const execute: ActionExecutor = async ({ ctx }) => ctx.userId;\n",
    );
    await sh(shop, "npx", "tsc", "-p", "quickback");
    const tasks = join(shop, "quickback/features/tasks/tasks.ts");
    await edit(tasks, (text) => text.replace('updatable: ["title"]', 'updatable: ["titel"]'));
    await expect(sh(shop, "npx", "tsc", "-p", "quickback")).rejects.toThrow(/tasks\.ts\(\d+,\d+\).*"titel"/);
    await edit(tasks, (text) => text.replace("titel", "title"));
    await rm(join(shop, "quickback/features/tasks/handler.ts"));
  });

  it("compiles, builds, migrates and serves", { timeout: patience }, async () => {
    const installed = await readFile(join(shop, "package.json"), "utf8");
    await sh(shop, "npx", "quickback", "compile");
    // The install before the first compile was the only one needed.
    const { dependencies } = JSON.parse(await readFile(join(shop, "package.json"), "utf8"));
    expect(dependencies).toEqual(JSON.parse(installed).dependencies);
    await sh(shop, "npm", "run", "build");
    await sh(shop, "npm", "run", "db:migrate:local");
    const url = await serve(shop, "npm", ["run", "dev", "--"]);
    const client = await new Client(url, "first@example.com").signUp();
    await client.createOrganization("First");
    expect((await client.get("/api/v1/tasks")).status).toBe(200);
    expect((await new Client(url).get("/api/v1/tasks")).status).toBe(401);
    const stranger = new Client(url, "second@example.com", "http://localhost:1");
    await expect(stranger.signUp()).rejects.toThrow("INVALID_ORIGIN");
  });

  it("quickback dev serves a column added while it runs, and leaves no process behind", {
    timeout: patience,
  }, async () => {
    // As after a fresh clone: secrets and local databases are not in version control.
    await rm(join(shop, ".dev.vars"));
    await rm(join(shop, ".wrangler"), { recursive: true });
    const url = await serve(shop, join(shop, "node_modules/.bin/quickback"), ["dev"]);
    const client = await new Client(url, "third@example.com").signUp();
    await client.createOrganization("Third");
    const create = () => client.post("/api/v1/tasks", { title: "Write", note: "in ink" });
    expect((await create()).status).toBe(400);
    await edit(join(shop, "quickback/features/tasks/tasks.ts"), (text) =>
      text
        .replace('title: text("title").notNull(),', '$&\n  note: text("note"),')
        .replace('createable: ["title"]', 'createable: ["title", "note"]'),
    );
    await expect.poll(async () => (await create()).status, { timeout: 60_000, interval: 500 }).toBe(201);
    const listed = await client.get("/api/v1/tasks");
    expect(listed.body).toMatchObject({ data: [{ title: "Write", note: "in ink" }] });
    server?.signal("SIGTERM");
    await expect.poll(() => server?.alive(), { timeout: 15_000 }).toBe(false);
  });
});

it("the hiring example serves from a clone outside the repository, without Quickback", {
  timeout: patience,
}, async () => {
  const hiring = join(folder, "hiring");
  await cp(join(repository, "examples/hiring/quickback"), join(hiring, "quickback"), { recursive: true });
  await sh(hiring, quickback, "compile");
  await rm(join(hiring, ".dev.vars"));
  // The same packages; a second install would only cost time.
  await symlink(join(shop, "node_modules"), join(hiring, "node_modules"));
  await sh(hiring, "npm", "run", "db:migrate:local");
  const url = await serve(hiring, "npm", ["run", "dev", "--"]);
  expect((await stat(join(hiring, ".dev.vars"))).mode & 0o777).toBe(0o600);
  const client = await new Client(url, "first@example.com").signUp();
  await client.createOrganization("First");
  expect((await client.get("/api/v1/candidates")).status).toBe(200);
});
