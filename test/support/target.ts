import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Project } from "./project";
import { bootServer } from "./server";
import { bootWorker } from "./worker";

/** Runtime and database, with its options, as the configuration names them. */
const providers = {
  workerd: ["cloudflare", '"cloudflare-d1"'],
  "workerd-single": ["cloudflare", '"cloudflare-d1", { splitDatabases: false }'],
  bun: ["bun", '"better-sqlite3"'],
  "bun-libsql": ["bun", '"libsql"'],
  node: ["node", '"libsql"'],
} as const;

/** What a compiled app runs on in a test. */
export type Target = keyof typeof providers;

/** The target of `QUICKBACK_TEST_TARGET`, so that a test of one runtime can be run on another; default workerd. */
export const chosenTarget = z
  .enum(["workerd", "workerd-single", "bun", "bun-libsql", "node"])
  .default("workerd")
  .parse(process.env.QUICKBACK_TEST_TARGET);

/** A compiled app on its runtime. */
export interface RunningApp {
  /** Base URL without a trailing slash. */
  url: string;
  /** Runs SQL on the database that a binding names. */
  query(binding: string, sql: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Points a project's configuration at a target. */
export async function retarget(project: Project, target: Target): Promise<void> {
  const path = "quickback/quickback.config.ts";
  const [runtime, database] = providers[target];
  const text = await readFile(join(project.root, path), "utf8");
  await project.write(
    path,
    text
      .replace('defineRuntime("cloudflare")', `defineRuntime("${runtime}")`)
      .replace('defineDatabase("cloudflare-d1"', `defineDatabase(${database}`),
  );
}

/** Boots a compiled project on its target, its database up to date. */
export async function boot({ root }: Project, target: Target): Promise<RunningApp> {
  if (target === "workerd") return bootWorker(root);
  if (target !== "workerd-single") return bootServer(root);
  const worker = await bootWorker(root);
  const bindings: Record<string, string> = { AUTH_DB: "DATABASE", DB: "DATABASE" };
  return { ...worker, query: (binding, sql) => worker.query(bindings[binding] ?? binding, sql) };
}
