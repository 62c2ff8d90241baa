import { fingerprint } from "./7-write/fingerprint";
import { recover } from "./7-write/recover";
import { isUpToDate } from "./7-write/up-to-date";
import type { CompileOptions, CompileResult } from "./compile-result";

/**
 * Compiles a project: load → model → check → generate → migrate → verify → write. Any error stops
 * before the next phase and nothing is written; every error of a phase is reported, not the first.
 * @throws only when `signal` aborts, or for a fault of the compiler itself
 */
export async function compile(options: CompileOptions): Promise<CompileResult> {
  const started = performance.now();
  const { root, dryRun = false, onProgress, signal, env = process.env } = options;
  const { baseline, failOnWidening = false } = options;
  const result: CompileResult = {
    ok: false,
    upToDate: false,
    inputs: "",
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
  result.inputs = inputs;
  // A gate looks for itself: what is up to date may have been edited along with its manifest.
  const looks = dryRun || failOnWidening || baseline !== undefined;
  if (!looks && (await isUpToDate(root, inputs))) return { ...finish(true), upToDate: true };
  const { loadProject, readFormerReport, readMigrations, readProbes } = await import("./1-load");

  phase("load");
  const laterPhases = () => import("./phases");
  const [loaded, migrations] = await Promise.all([
    loadProject(root, { ...(signal && { signal }), onEvaluating: laterPhases }),
    readMigrations(root),
  ]);
  const { buildModel, checkModel, generate, authTables, migrate, verify, write } = await laterPhases();
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
  const migrated = await migrate(model, authTables(model.auth, model.database), migrations);
  result.diagnostics.push(...migrated.diagnostics);
  result.migrations = migrated.migrations;
  if (failed()) return finish(false);
  for (const [path, text] of migrated.files) tree.set(path, text);

  phase("verify");
  const { report, signature } = model.contracts;
  const former = await readFormerReport(root, { report: report.path, signature: signature.path }, baseline);
  const comparison = { former, given: baseline !== undefined, failOnWidening };
  const verified = verify(model, tree, env, comparison, await readProbes(root));
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
