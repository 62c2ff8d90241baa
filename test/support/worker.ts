import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

/** A compiled project served by the real Workers runtime. */
export interface RunningWorker {
  /** Base URL without a trailing slash, e.g. `http://127.0.0.1:41233`. */
  url: string;
  /** Runs SQL on one of the app's databases, by binding: `AUTH_DB`, `DB`, `AUDIT_DB`. */
  query(binding: string, sql: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Folder that keeps the databases between runs; absent: in memory. */
  persist?: string;
  /** Worker entry below the root; absent: the one of wrangler.toml. */
  entry?: string;
  /** Bindings that replace those of wrangler.toml, e.g. a fixed secret. */
  bindings?: Record<string, string>;
}

interface WranglerConfig {
  main: string;
  compatibility_date: string;
  compatibility_flags: string[];
  d1_databases: { binding: string; migrations_dir: string }[];
  vars?: Record<string, string>;
}

const repository = fileURLToPath(new URL("../../", import.meta.url));
const nodePaths = [join(repository, "node_modules"), join(repository, "test/node_modules")];

/** Secret of test and demo apps; a real project has its own in `.dev.vars`. */
export const testSecret = "a-secret-of-the-test-apps-only-0123456789";

/**
 * Bundles a Worker entry as wrangler does.
 * @param entry absolute path of the module with the default export
 */
export async function bundleWorker(entry: string): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*"],
    nodePaths,
    minify: true,
    keepNames: true,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * Boots a compiled project on workerd, with its migrations applied.
 * @param root absolute path of the project (where wrangler.toml is)
 */
export async function bootWorker(root: string, options: WorkerOptions = {}): Promise<RunningWorker> {
  const config = parse(await readFile(join(root, "wrangler.toml"), "utf8")) as unknown as WranglerConfig;
  const [{ Miniflare }, script] = await Promise.all([
    import("miniflare"),
    bundleWorker(join(root, options.entry ?? config.main)),
  ]);
  const databases = Object.fromEntries(config.d1_databases.map(({ binding }) => [binding, binding]));
  const worker = new Miniflare({
    modules: true,
    script,
    host: "127.0.0.1",
    port: options.port ?? 0,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    d1Databases: databases,
    ...(options.persist ? { d1Persist: options.persist } : {}),
    bindings: { ...config.vars, BETTER_AUTH_SECRET: testSecret, ...options.bindings },
    cf: false,
  });
  const url = (await worker.ready).href.replace(/\/$/, "");
  for (const { binding, migrations_dir } of config.d1_databases) {
    await applyMigrations(await worker.getD1Database(binding), join(root, migrations_dir));
  }
  return {
    url,
    async query(binding, sql) {
      const { results } = await (await worker.getD1Database(binding)).prepare(sql).all();
      return results;
    },
    stop: () => worker.dispose(),
  };
}

type D1 = Awaited<ReturnType<import("miniflare").Miniflare["getD1Database"]>>;

/** Applies the migrations that the database has not seen, in order, as `wrangler d1 migrations apply` does. */
async function applyMigrations(database: D1, folder: string): Promise<void> {
  await database.exec("CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT PRIMARY KEY)");
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql") && !applied.has(name)).sort();
  for (const name of files) {
    const statements = (await readFile(join(folder, name), "utf8")).split("--> statement-breakpoint");
    await database.batch([
      ...statements
        .map((statement) => statement.trim())
        .filter(Boolean)
        .map((statement) => database.prepare(statement)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
