import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { parse } from "smol-toml";
import { z } from "zod";
import type { ProjectModel } from "../../2-model/project-model";
import { type AppDatabase, appDatabases } from "../../4-generate/app/databases";
import { type BootedApp, ProbeError } from "./booted-app";
import { bundleWorker, workerModules } from "./bundle-worker";
import { onFreePort } from "./free-port";
import { mainModule, packageFolder } from "./installed";
import { migrationsIn } from "./migrations";

const wranglerSchema = z.object({
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  vars: z.record(z.string(), z.unknown()).default({}),
});

/** As much of Miniflare as a probe needs; the project brings it with wrangler. */
interface Miniflare {
  ready: Promise<URL>;
  getD1Database(binding: string): Promise<D1>;
  dispose(): Promise<void>;
}

interface D1 {
  prepare(sql: string): object;
  batch(statements: object[]): Promise<{ results: Record<string, unknown>[] }[]>;
}

/**
 * Boots a compiled Worker on workerd with in-memory databases, migrated by the project's own migrations.
 * Secrets of `.dev.vars` are not given to it, and it reaches nothing outside.
 * @throws ProbeError when the packages are missing or the Worker does not start
 */
export async function bootWorker(root: string, model: ProjectModel, secret: string): Promise<BootedApp> {
  const config = await wranglerConfig(root);
  const [{ Miniflare }, script] = await Promise.all([loadMiniflare(root), bundle(root, config.main)]);
  return onFreePort((port) => bootOn(port, { root, model, secret, Miniflare, script, config }));
}

interface Bundled {
  root: string;
  model: ProjectModel;
  secret: string;
  Miniflare: new (options: object) => Miniflare;
  script: string;
  config: z.infer<typeof wranglerSchema>;
}

async function bootOn(
  port: number,
  { root, model, secret, Miniflare, script, config }: Bundled,
): Promise<BootedApp> {
  const databases = appDatabases(model);
  const url = `http://127.0.0.1:${port}`;
  let printed = "";
  const keep = (stream: Readable) =>
    void stream.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-20_000);
    });
  const worker = new Miniflare({
    modules: workerModules(script),
    host: "127.0.0.1",
    port,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    d1Databases: Object.fromEntries(databases.map(({ binding }) => [binding, `probe-${binding}`])),
    bindings: { ...config.vars, BETTER_AUTH_SECRET: secret, BETTER_AUTH_URL: url },
    cf: false,
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      keep(stdout);
      keep(stderr);
    },
    // A handler that calls out must not do so because somebody probes it.
    outboundService: async () => new Response("No network in a probe", { status: 503 }),
  });
  try {
    await worker.ready;
    for (const { binding, migrations } of databases) {
      const database = await worker.getD1Database(binding);
      for (const { statements } of await migrationsIn(join(root, migrations)))
        await database.batch(statements.map((statement) => database.prepare(statement)));
    }
  } catch (error) {
    await worker.dispose();
    throw new ProbeError(
      `The Worker did not start: ${error instanceof Error ? error.message : error}\n${printed}`,
    );
  }
  const bindingOf = (kind: AppDatabase["kind"]) =>
    (
      databases.find((database) => database.kind === kind) ??
      databases.find((database) => database.kind === "app")
    )?.binding;
  return {
    url,
    async sql(kind, statements) {
      const binding = bindingOf(kind);
      if (binding === undefined) throw new ProbeError(`The app has no ${kind} database`);
      const database = await worker.getD1Database(binding);
      const results = await database.batch(statements.map((statement) => database.prepare(statement)));
      return results.map((result) => result.results);
    },
    output: () => printed,
    stop: () => worker.dispose(),
  };
}

async function loadMiniflare(root: string): Promise<{ Miniflare: new (options: object) => Miniflare }> {
  return import(pathToFileURL(mainModule(root, "miniflare", "wrangler")).href);
}

/** The Worker in one module, as wrangler bundles it. */
async function bundle(root: string, main: string): Promise<string> {
  packageFolder(root, "hono");
  return bundleWorker(join(root, main)).catch((error: unknown) => {
    throw new ProbeError(`The app cannot be bundled: ${error instanceof Error ? error.message : error}`);
  });
}

async function wranglerConfig(root: string) {
  const text = await readFile(join(root, "wrangler.toml"), "utf8").catch(() => {
    throw new ProbeError("The project is not compiled: run `quickback compile` first.");
  });
  return wranglerSchema.parse(parse(text));
}
