import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Client, createClient } from "@libsql/client";
import { build } from "esbuild";
import type { ProjectModel } from "../../src/2-model/project-model";
import { generateApp } from "../../src/4-generate/app";
import { generateAuth } from "../../src/4-generate/auth";
import { scratch } from "./import-module";

/** A generated app in this process: real Better Auth, its databases in memory. */
export interface TestApp {
  /** Sends a request; `env` replaces variables of the Worker for it. */
  fetch(request: Request, env?: Record<string, unknown>): Promise<Response>;
  auth: CountedDatabase;
  features: CountedDatabase;
  /** How often Better Auth was loaded and built. */
  authBuilds(): number;
  stop(): Promise<void>;
}

export interface CountedDatabase {
  client: Client;
  /** Statements since the last reset. */
  statements: string[];
}

const runtime = fileURLToPath(new URL("../src", import.meta.url));

/** The one resource: answers the request's context. */
const entry = `import { createApp } from "./lib/app";
import { resolveOrganization } from "./lib/organization-scope";
import options from "./options";

const whoami = {
  path: "whoami",
  mount(app) {
    app.get("/fails", () => { throw new Error("secret detail"); });
    app.get("/public", async (c) => c.json(await resolveOrganization(c, c.var.ctx, true)));
    app.get("/private", async (c) => c.json(await resolveOrganization(c, c.var.ctx, false)));
    app.all("/", (c) => c.json({ ...c.var.ctx, services: Object.keys(c.var.services) }));
  },
};
export const loads = { auth: 0 };
const auth = () => {
  loads.auth += 1;
  return options.auth();
};
export default createApp({ ...options, auth, features: [[whoami]] });
export * as authSchema from "./db/auth-schema";
`;

const libsql = `import { drizzle } from "drizzle-orm/libsql";
export const openD1 = (client) => {
  const orm = drizzle(client);
  return { orm, batch: (statements) => orm.batch(statements) };
};
`;

/** Generates the app of a model without features, bundles it and creates its auth tables. */
export async function startApp(model: ProjectModel): Promise<TestApp> {
  await mkdir(scratch, { recursive: true });
  const root = await mkdtemp(join(scratch, "app-"));
  const tree = new Map([...(await generateApp(model)), ...(await generateAuth(model))]);
  const index = tree.get("src/index.ts") ?? "";
  tree.set(
    "src/options.ts",
    index.replace("export default createApp(", "export default (").replace(/^import .*lib\/app";$/m, ""),
  );
  tree.set("src/entry.js", entry);
  tree.set("openapi.json", '{"openapi":"3.1.0"}');
  tree.set("schema-registry.json", '{"tables":{}}');
  await cp(runtime, join(root, "src"), { recursive: true });
  for (const [path, text] of tree) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await writeFile(join(root, "src/lib/d1.ts"), libsql);
  const outfile = join(root, "app.mjs");
  await build({
    entryPoints: [join(root, "src/entry.js")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
  const { default: worker, authSchema, loads } = await import(pathToFileURL(outfile).href);
  const [auth, features] = [counted(), counted()];
  await createTables(auth.client, authSchema);
  auth.statements.length = 0;
  const env = {
    AUTH_DB: auth.client,
    DB: features.client,
    BETTER_AUTH_SECRET: "a-secret-of-the-tests-only-0123456789",
    BETTER_AUTH_URL: "http://localhost:8787",
  };
  return {
    fetch: async (request, over) => worker.fetch(request, over ? { ...env, ...over } : env, context),
    auth,
    features,
    authBuilds: () => loads.auth,
    stop: () => rm(root, { recursive: true, force: true }),
  };
}

const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };

function counted(): CountedDatabase {
  const statements: string[] = [];
  const client = new Proxy(createClient({ url: ":memory:" }), {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (key === "execute") statements.push(sqlOf(args[0]));
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { client, statements };
}

function sqlOf(statement: unknown): string {
  return typeof statement === "object" && statement && "sql" in statement
    ? String(statement.sql)
    : String(statement);
}

/** Creates the tables as drizzle-kit derives them from the generated schema. */
export async function createTables(client: Client, schema: Record<string, unknown>): Promise<void> {
  const { generateSQLiteDrizzleJson, generateSQLiteMigration } = await import("drizzle-kit/api");
  const [empty, full] = [await generateSQLiteDrizzleJson({}), await generateSQLiteDrizzleJson(schema)];
  for (const statement of await generateSQLiteMigration(empty, full)) await client.execute(statement);
}
