import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Client } from "../support/client";
import { freePort } from "../support/free-port";
import { repository } from "../support/repository";

const run = promisify(execFile);
const packages = ["compiler", "docs-content", "mcp-server", "skill", "cli"];
/** An install or a first wrangler start on a slow machine. */
const patience = 300_000;

let folder: string;
let tarballs: string[];
let server: ChildProcess | undefined;

/** Runs a command with its output kept; throws with that output when it fails. */
async function sh(cwd: string, command: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    CI: "1",
    WRANGLER_SEND_METRICS: "false",
    npm_config_audit: "false",
    npm_config_fund: "false",
  };
  const { stdout } = await run(command, args, { cwd, env, maxBuffer: 1 << 26 });
  return stdout;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quickback-published-"));
  for (const name of packages)
    await sh(join(repository, name), "npm", "pack", "--silent", "--pack-destination", folder);
  tarballs = (await readdir(folder))
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true }));
  await sh(folder, "npm", "install", "--loglevel=error", ...tarballs);
}, patience);

afterAll(async () => {
  server?.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

it("carries what each package needs, and no tests", async () => {
  expect(tarballs).toHaveLength(packages.length);
  const installed = await readdir(join(folder, "node_modules/@quickback/compiler"), { recursive: true });
  expect(installed).toContain("dist/engine.js");
  expect(installed.filter((path) => /\.test\.ts$/.test(path))).toEqual([]);
});

it("creates, compiles, migrates and serves a project outside the repository", {
  timeout: patience,
}, async () => {
  const quickback = join(folder, "node_modules/.bin/quickback");
  await sh(folder, quickback, "create", "cloudflare", "shop");
  const shop = join(folder, "shop");
  await sh(shop, quickback, "compile");

  const path = join(shop, "package.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  const compilerTarball = tarballs.find((name) => name.includes("compiler"));
  for (const group of ["dependencies", "devDependencies"]) {
    for (const name of Object.keys(manifest[group] ?? {})) {
      if (name === "@quickback/compiler") manifest[group][name] = `file:${compilerTarball}`;
      if (name === "quickback") delete manifest[group][name];
    }
  }
  await writeFile(path, JSON.stringify(manifest, null, 2));
  await sh(shop, "npm", "install", "--loglevel=error");
  // Editors see types, and the generated code passes its own build.
  await sh(shop, "npm", "run", "build");
  await sh(shop, "npm", "run", "db:migrate:local");

  const port = await freePort();
  server = spawn("npm", ["run", "dev", "--", "--port", String(port)], {
    cwd: shop,
    stdio: "ignore",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
    detached: false,
  });
  const url = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/health`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000, interval: 500 },
    )
    .toBe(200);
  const client = await new Client(url, "first@example.com").signUp();
  await client.createOrganization("First");
  const routes = Object.keys(JSON.parse(await readFile(join(shop, "openapi.json"), "utf8")).paths);
  const list = routes.find(
    (route) => route.startsWith("/api/v1/") && !route.includes("{") && !route.endsWith("/schema"),
  );
  expect((await client.get(list ?? "/missing")).status).toBe(200);
  expect((await new Client(url).get(list ?? "/missing")).status).toBe(401);
});
