import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { workerModules } from "../../compiler/src/probe/run/bundle-worker";
import { freePort } from "../../compiler/src/probe/run/free-port";
import { startGroup } from "../support/process-group";
import { compileOrThrow, createProject, hiring } from "../support/project";
import { repository } from "../support/repository";
import { bootServer } from "../support/server";
import { countingEntry, countStatements } from "../support/statements";
import { retarget } from "../support/target";
import { applyAllMigrations, bundleWorker, testSecret } from "../support/worker";
import type { Contestant } from "./contest";
import { workerdProcesses } from "./cpu";

/** The hiring example and the hand-written server, on one runtime and over the same database. */
export interface Stage {
  compiled: Contestant;
  plus: Contestant;
  /** Address of the compiled app with `x-statements` in its answers, where there is one. */
  counting?: string;
  /** The app's own address: the origin of its pages. */
  origin: string;
  /** Runs SQL on the database of the features. */
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

const plusFolder = join(repository, "test/bench/plus");

/** Both in one workerd process. */
export async function workerdStage(): Promise<Stage> {
  const project = await createProject(hiring);
  await compileOrThrow(project);
  await countStatements(project.root);
  const origin = "http://localhost:8787";
  const shared = {
    compatibilityDate: "2026-04-20",
    compatibilityFlags: ["nodejs_compat"],
    d1Databases: { AUTH_DB: "auth", DB: "features", AUDIT_DB: "audit" },
    bindings: { BETTER_AUTH_SECRET: testSecret, BETTER_AUTH_URL: origin },
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  };
  const entries = {
    compiled: join(project.root, "src/index.ts"),
    plus: join(plusFolder, "worker.ts"),
    counting: join(project.root, countingEntry),
  };
  const before = await workerdProcesses();
  const runtime = new Miniflare({
    cf: false,
    workers: await Promise.all(
      Object.entries(entries).map(async ([name, entry]) => ({
        name,
        modules: workerModules(await bundleWorker(entry)),
        ...shared,
      })),
    ),
  });
  await runtime.ready;
  const [pid] = (await workerdProcesses()).filter((found) => !before.includes(found));
  if (pid === undefined) throw new Error("the runtime's process was not found");
  await applyAllMigrations(project.root, (binding) => runtime.getD1Database(binding, "compiled"));
  const features = await runtime.getD1Database("DB", "compiled");
  const address = async (name: string) => (await runtime.unsafeGetDirectURL(name)).href.replace(/\/$/, "");
  return {
    compiled: { url: await address("compiled"), pid },
    plus: { url: await address("plus"), pid },
    counting: await address("counting"),
    origin,
    query: (sql) => features.prepare(sql).run(),
    async end() {
      await runtime.dispose();
      await project.remove();
    },
  };
}

/** Each in a process of its own. */
export async function serverStage(target: "bun" | "node"): Promise<Stage> {
  const project = await createProject(hiring);
  await retarget(project, target);
  await compileOrThrow(project);
  const app = await bootServer(project.root, { BETTER_AUTH_SECRET: testSecret });

  const script = join(project.root, "dist/plus.mjs");
  await build({
    entryPoints: [join(plusFolder, `${target}.ts`)],
    outfile: script,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  const port = String(await freePort());
  const command = target === "bun" ? join(repository, "node_modules/.bin/bun") : process.execPath;
  const server = startGroup(project.root, command, [script], {
    PORT: port,
    DATABASE: join(project.root, "data/app.db"),
    BETTER_AUTH_SECRET: testSecret,
    BETTER_AUTH_URL: app.url,
  });
  const plus = { url: `http://127.0.0.1:${port}`, pid: server.pid };
  while (!(await fetch(plus.url).catch(() => undefined))) {
    if (!server.alive()) throw new Error(server.output());
    await new Promise((wait) => setTimeout(wait, 50));
  }
  return {
    compiled: { url: app.url, pid: app.process.pid },
    plus,
    origin: app.url,
    query: (sql) => app.query("DB", sql),
    async end() {
      await server.stop();
      await app.stop();
      await project.remove();
    },
  };
}
