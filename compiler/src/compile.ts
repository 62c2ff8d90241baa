import { fingerprint } from "./7-write/fingerprint";
import { recover } from "./7-write/recover";
import { isUpToDate } from "./7-write/up-to-date";
import type { Diagnostic } from "./diagnostics/diagnostic";
import type { FileTree } from "./files";

export interface CompileOptions {
  /** Project root: the folder that holds `quickback/`. */
  root: string;
  /** Everything but the last step: nothing is written. */
  dryRun?: boolean;
  /** Called at the start of each phase. */
  onProgress?: (phase: string) => void;
  /** Stops the compile before the next phase. */
  signal?: AbortSignal;
  /** Environment for signing keys and the like; defaults to `process.env`. */
  env?: Record<string, string | undefined>;
}

export interface FileChange {
  path: string;
  change: "added" | "changed" | "removed";
}

export interface MigrationSummary {
  /** `auth`, `features` or `audit`. */
  database: string;
  /** Path of the new SQL file. */
  path: string;
  statements: string[];
}

export interface SecuritySummary {
  status: "pass" | "fail";
  violations: number;
  tables: number;
  routes: number;
  publicRoutes: string[];
  maskedFields: number;
  reportPath?: string;
  signed: boolean;
}

export interface CompileResult {
  ok: boolean;
  /** True when inputs and outputs are unchanged since the last compile, so nothing was done. */
  upToDate: boolean;
  diagnostics: Diagnostic[];
  changes: FileChange[];
  migrations: MigrationSummary[];
  security?: SecuritySummary;
  /** The whole generated tree; absent when up to date. */
  tree?: FileTree;
  durationMs: number;
}

/**
 * Compiles a project: load → model → check → generate → migrate → verify → write. Any error stops
 * before the next phase and nothing is written; every error of a phase is reported, not the first.
 * @throws only when `signal` aborts, or for a fault of the compiler itself
 */
export async function compile(options: CompileOptions): Promise<CompileResult> {
  const started = performance.now();
  const { root, dryRun = false, onProgress, signal, env = process.env } = options;
  const result: CompileResult = {
    ok: false,
    upToDate: false,
    diagnostics: [],
    changes: [],
    migrations: [],
    durationMs: 0,
  };
  const failed = () => result.diagnostics.some(({ severity }) => severity === "error");
  const finish = (ok: boolean): CompileResult => ({
    ...result,
    ok,
    durationMs: Math.round(performance.now() - started),
  });
  const phase = (name: string) => {
    signal?.throwIfAborted();
    onProgress?.(name);
  };

  await recover(root);
  const inputs = await fingerprint(root, env);
  if (!dryRun && (await isUpToDate(root, inputs))) return { ...finish(true), upToDate: true };
  const {
    loadProject,
    readMigrations,
    buildModel,
    checkModel,
    generate,
    authTables,
    migrate,
    verify,
    write,
  } = await import("./phases");

  phase("load");
  const [loaded, migrations] = await Promise.all([
    loadProject(root, { ...(signal && { signal }) }),
    readMigrations(root),
  ]);
  result.diagnostics.push(...loaded.diagnostics);
  if (failed()) return finish(false);

  phase("check");
  const { model, diagnostics } = buildModel(loaded);
  result.diagnostics.push(...diagnostics);
  if (!model) return finish(false);
  result.diagnostics.push(...checkModel(model));
  if (failed()) return finish(false);

  phase("generate");
  const tree = await generate(model);

  phase("migrate");
  const migrated = await migrate(model, await authTables(model.auth, model.database), migrations);
  result.diagnostics.push(...migrated.diagnostics);
  result.migrations = migrated.migrations;
  if (failed()) return finish(false);
  for (const [path, text] of migrated.files) tree.set(path, text);

  phase("verify");
  const verified = verify(model, tree, env);
  result.diagnostics.push(...verified.diagnostics);
  result.security = verified.summary;
  if (failed()) return finish(false);
  for (const [path, text] of verified.files) tree.set(path, text);
  result.tree = tree;

  phase("write");
  const written = await write(root, tree, {
    dryRun,
    inputs,
    environment: [model.contracts.signature.keyEnv],
  });
  result.diagnostics.push(...written.diagnostics);
  result.changes = written.changes;
  return finish(!failed());
}
