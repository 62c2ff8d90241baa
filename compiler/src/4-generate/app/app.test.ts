import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { scratch } from "../../../runtime/testing/import-module";
import type { ProjectModel } from "../../2-model/project-model";
import { project } from "../../2-model/testing/builders";
import { sampleModel } from "../../2-model/testing/sample-model";
import { generateAuth } from "../auth";
import { runtimeFiles } from "../runtime-files";
import { generateApp } from ".";

const run = promisify(execFile);
const audited = sampleModel();
const plain = project([]);

const server = (runtime: "bun" | "node", database: "better-sqlite3" | "libsql") =>
  project(audited.features, {
    target: { runtime, database, auth: "better-auth" },
    database: { ...plain.database, splitDatabases: false },
    devPort: 3000,
  });

const wrangler = (model: ProjectModel) => parse(generateApp(model).get("wrangler.toml") ?? "");
const manifest = (model: ProjectModel) => JSON.parse(generateApp(model).get("package.json") ?? "");

describe("wrangler.toml", () => {
  it("binds the databases, each with its own local id", async () => {
    const { d1_databases: databases } = wrangler(audited);
    const expected = ["auth", "features", "audit"].map((kind, n) => ({
      binding: ["AUTH_DB", "DB", "AUDIT_DB"][n],
      database_name: `sample-${kind}`,
      database_id: `local-${kind}`,
      migrations_dir: `quickback/drizzle/${kind}`,
    }));
    expect(databases).toEqual(expected);
  });

  it("has an audit database only where an action is audited", async () => {
    expect(wrangler(plain).d1_databases).toHaveLength(2);
    expect(generateApp(plain).has("src/db/audit-schema.ts")).toBe(false);
  });

  it("takes ids, routes, variables and KV from the project", async () => {
    const config = wrangler(
      project([], {
        database: { ...plain.database, authDatabaseId: "a-1", kvNamespaceId: "kv-1" },
        runtime: {
          compatibilityDate: "2026-04-20",
          routes: [{ pattern: "api.example.com", custom_domain: true }],
          vars: { GREETING: 'say "hi"' },
        },
        domain: "api.example.com",
        devPort: 9000,
      }),
    );
    expect(config).toMatchObject({
      compatibility_date: "2026-04-20",
      compatibility_flags: ["nodejs_compat"],
      dev: { port: 9000 },
      routes: [{ pattern: "api.example.com", custom_domain: true }],
      kv_namespaces: [{ binding: "KV", id: "kv-1" }],
      vars: { BETTER_AUTH_URL: "https://api.example.com", GREETING: 'say "hi"' },
    });
    expect(config.d1_databases).toMatchObject([{ database_id: "a-1" }, {}]);
    expect(wrangler(plain)).not.toHaveProperty("kv_namespaces");
  });

  it("has one database where they are not split", async () => {
    const database = { ...plain.database, splitDatabases: false, featuresBinding: "DATABASE" };
    const tree = generateApp(project([], { database }));
    expect(parse(tree.get("wrangler.toml") ?? "").d1_databases).toMatchObject([
      { binding: "DATABASE", migrations_dir: "quickback/drizzle" },
    ]);
    expect(tree.get("src/db/index.ts")).toContain("const database = openD1(env.DATABASE)");
    expect(tree.has("src/db/schema.ts")).toBe(true);
  });
});

describe("package.json", () => {
  it("migrates every database, here and remotely", async () => {
    const { scripts } = manifest(audited);
    expect(scripts["db:migrate:local"]).toBe(
      "npm run db:migrate:auth:local && npm run db:migrate:features:local && npm run db:migrate:audit:local",
    );
    expect(scripts["db:migrate:audit:remote"]).toBe("wrangler d1 migrations apply sample-audit --remote");
  });

  it("has the versions the compiler itself is tested with, and the project's own", async () => {
    const read = async (path: string) =>
      JSON.parse(await readFile(fileURLToPath(new URL(path, import.meta.url)), "utf8"));
    const [own, tests] = [await read("../../../package.json"), await read("../../../../test/package.json")];
    const tested = {
      ...own.devDependencies,
      ...own.dependencies,
      ...tests.devDependencies,
      ...tests.dependencies,
    };
    const { dependencies } = manifest(
      project([], { build: { ...plain.build, dependencies: { stripe: "^19.0.0" } } }),
    );
    expect(dependencies.stripe).toBe("^19.0.0");
    const servers = [server("bun", "better-sqlite3"), server("node", "libsql")];
    const all = [plain, ...servers]
      .map(manifest)
      .map((app) => ({ ...app.devDependencies, ...app.dependencies }));
    const pinned: Record<string, string> = Object.assign({}, ...all);
    const shared = Object.keys(pinned).filter((name) => name in tested);
    expect(shared).toEqual(
      expect.arrayContaining(["better-auth", "hono", "wrangler", "@libsql/client", "@types/bun"]),
    );
    for (const name of shared) expect([name, pinned[name]]).toEqual([name, tested[name]]);
  });

  it("makes a random secret before the first local start, and keeps it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "quickback-"));
    const tree = generateApp(project([], { domain: "api.example.com" }));
    const { scripts } = JSON.parse(tree.get("package.json") ?? "");
    await writeFile(join(folder, ".dev.vars.example"), tree.get(".dev.vars.example") ?? "");
    const start = async () => {
      await run("sh", ["-c", scripts.predev], { cwd: folder });
      return readFile(join(folder, ".dev.vars"), "utf8");
    };
    const first = await start();
    expect(first).toMatch(/^BETTER_AUTH_SECRET=[0-9a-f]{64}\nBETTER_AUTH_URL=http:\/\/localhost:8787\n$/m);
    expect(await start()).toBe(first);
    await rm(folder, { recursive: true });
  });
});

describe("a server", () => {
  it("has one database for everything, and no wrangler.toml", () => {
    const tree = generateApp(server("bun", "better-sqlite3"));
    expect(tree.get("src/db/index.ts")).toContain(
      "return { auth: database, features: database, audit: database };",
    );
    expect(tree.get("src/db/schema.ts")).toMatch(/auth-schema.*features\/hiring\/schema.*audit-schema/s);
    expect([...tree.keys()].filter((path) => /wrangler|env\.d\.ts|drizzle\./.test(path))).toEqual([
      "drizzle.config.ts",
    ]);
    expect(tree.get(".gitignore")).toMatch(/^data\/$/m);
  });

  it("is served by Bun or Node, each with its own packages and scripts", () => {
    const bun = generateApp(server("bun", "better-sqlite3"));
    expect(bun.get("src/index.ts")).toContain('serve(app, { APP_NAME: "sample", PORT: "3000" });');
    expect(manifest(server("bun", "better-sqlite3"))).toMatchObject({
      scripts: { start: "bun src/index.ts", "db:migrate": "bun src/db/migrate.ts" },
      devDependencies: { "@types/bun": expect.any(String) },
    });
    const { dependencies } = manifest(server("node", "libsql"));
    expect(Object.keys(dependencies)).toEqual(
      expect.arrayContaining(["@hono/node-server", "@libsql/client"]),
    );
  });

  it("answers at its own address until the project has a domain", () => {
    const model = server("node", "libsql");
    const example = (over: Partial<ProjectModel>) =>
      generateApp({ ...model, ...over }).get(".env.example") ?? "";
    expect(example({})).toContain("# BETTER_AUTH_URL=http://localhost:3000\n");
    expect(example({ domain: "api.example.com" })).toMatch(/^BETTER_AUTH_URL=http:\/\/localhost:3000$/m);
    expect(generateApp({ ...model, domain: "api.example.com" }).get("src/index.ts")).toContain(
      'BETTER_AUTH_URL: "https://api.example.com"',
    );
  });
});

describe("the generated code", () => {
  it.each([
    project([], { database: { ...plain.database, kvNamespaceId: "kv-1" } }),
    server("bun", "better-sqlite3"),
    server("bun", "libsql"),
    server("node", "libsql"),
  ])("is clean under tsc --strict, with the runtime beside it: $target", async (target) => {
    await mkdir(scratch, { recursive: true });
    const root = await mkdtemp(join(scratch, "typed-"));
    const model = { ...target, features: [] };
    const tree = new Map([...generateApp(model), ...generateAuth(model)]);
    tree.set("openapi.json", "{}");
    tree.set("schema-registry.json", "{}");
    for (const text of tree.values()) expect(text).not.toMatch(/\bany\b/);
    for (const [path, text] of await runtimeFiles(tree)) tree.set(path, text);
    for (const [path, text] of tree) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const tsc = fileURLToPath(new URL("../../../../node_modules/.bin/tsc", import.meta.url));
    const { stdout } = await run(tsc, ["-p", root]).catch((error: { stdout: string }) => error);
    await rm(root, { recursive: true });
    expect(stdout).toBe("");
  });

  it("is the same whatever the time and the place", async () => {
    const print = () => [...generateApp(audited), ...generateAuth(audited)];
    expect(print()).toEqual(print());
    expect(JSON.stringify(print())).not.toContain(process.cwd());
  });

  it("loads the documents only where they are published", async () => {
    const entry = (over: Partial<ProjectModel>) => generateApp(project([], over)).get("src/index.ts");
    expect(entry({})).toContain('openapi: () => import("../openapi.json")');
    const closed = entry({ openapi: { generate: true, publish: false }, schemaRegistry: false });
    expect(closed).not.toMatch(/openapi|registry/);
  });
});
