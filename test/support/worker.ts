import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import { bundleWorker as bundle, workerModules } from "../../compiler/src/probe/run/bundle-worker";
import { onFreePort } from "../../compiler/src/probe/run/free-port";
import { migrationsIn } from "../../compiler/src/probe/run/migrations";
import { repository } from "./repository";

/** A compiled project served by the real Workers runtime. */
export interface RunningWorker {
  /** Base URL without a trailing slash, e.g. `http://127.0.0.1:41233`. */
  url: string;
  /** Runs SQL on one of the app's databases, by binding: `AUTH_DB`, `DB`, `AUDIT_DB`. */
  query(binding: string, sql: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Absent: any free port. */
  port?: number;
  /** Folder that keeps the databases between runs; absent: in memory. */
  persist?: string;
  /** Worker entry below the root; absent: the one of wrangler.toml. */
  entry?: string;
  /** Bindings that replace those of wrangler.toml, e.g. a fixed secret. */
  bindings?: Record<string, string>;
}

const wranglerConfigSchema = z.object({
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  d1_databases: z.array(z.object({ binding: z.string(), migrations_dir: z.string() })),
  vars: z.record(z.string(), z.string()).optional(),
});

const nodePaths = [join(repository, "node_modules"), join(repository, "test/node_modules")];

/** Secret of test and demo apps; a real project has its own in `.dev.vars`. */
export const testSecret = "a-secret-of-the-test-apps-only-0123456789";

/** Bundles a Worker entry, with packages of this repository. @param entry absolute path */
export const bundleWorker = (entry: string) => bundle(entry, { nodePaths, minify: true });

/**
 * Boots a compiled project on workerd, with its migrations applied.
 * @param root absolute path of the project (where wrangler.toml is)
 */
export async function bootWorker(root: string, options: WorkerOptions = {}): Promise<RunningWorker> {
  const config = await wranglerConfig(root);
  const script = await bundleWorker(join(root, options.entry ?? config.main));
  const start = (port: number) => bootOn(port, { root, options, config, script });
  return options.port === undefined ? onFreePort(start) : start(options.port);
}

interface Bundled {
  root: string;
  options: WorkerOptions;
  config: z.infer<typeof wranglerConfigSchema>;
  script: string;
}

async function bootOn(port: number, { root, options, config, script }: Bundled): Promise<RunningWorker> {
  const { Miniflare } = await import("miniflare");
  const databases = Object.fromEntries(config.d1_databases.map(({ binding }) => [binding, binding]));
  const worker = new Miniflare({
    modules: workerModules(script),
    host: "127.0.0.1",
    port,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    d1Databases: databases,
    ...(options.persist ? { d1Persist: options.persist } : {}),
    bindings: {
      ...config.vars,
      BETTER_AUTH_SECRET: testSecret,
      BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
      ...options.bindings,
    },
    cf: false,
  });
  const url = (await worker.ready).href.replace(/\/$/, "");
  await applyAllMigrations(root, (binding) => worker.getD1Database(binding));
  return {
    url,
    async query(binding, sql) {
      const { results } = await (await worker.getD1Database(binding)).prepare(sql).all();
      return results;
    },
    stop: () => worker.dispose(),
  };
}

async function wranglerConfig(root: string) {
  return wranglerConfigSchema.parse(parse(await readFile(join(root, "wrangler.toml"), "utf8")));
}

/**
 * Brings every database of a compiled project up to date.
 * @param databaseOf finds a database by its binding
 */
export async function applyAllMigrations(
  root: string,
  databaseOf: (binding: string) => Promise<D1>,
): Promise<void> {
  for (const { binding, migrations_dir } of (await wranglerConfig(root)).d1_databases) {
    await applyMigrations(await databaseOf(binding), join(root, migrations_dir));
  }
}

type D1 = Awaited<ReturnType<import("miniflare").Miniflare["getD1Database"]>>;

/** Applies the migrations that the database has not seen, in order, as `wrangler d1 migrations apply` does. */
async function applyMigrations(database: D1, folder: string): Promise<void> {
  await database.exec("CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT PRIMARY KEY)");
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  for (const { name, statements } of await migrationsIn(folder)) {
    if (applied.has(name)) continue;
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
