import { resolve } from "node:path";
import type { CompileOptions, CompileResult, Diagnostic } from "@quickback/compiler/engine";
import { type Call, type Command, UsageError } from "../command";
import { withProgress } from "../progress";

/** `quickback compile` */
export const compile: Command = {
  name: "compile",
  summary: "Compile the definitions into the API",
  options: [
    { flags: "--dry-run", description: "Check everything, write nothing" },
    { flags: "--fix", description: "First apply the mechanical fixes of errors to the definitions" },
    {
      flags: "--fail-on-widening",
      description: "Write nothing, and exit with 3, where access widens or may widen",
    },
    { flags: "--baseline <file>", description: "Compare access with this report instead of the last one" },
    { flags: "--watch", description: "Recompile on change, showing only what changed" },
  ],
  examples: [
    "quickback compile",
    "quickback compile --dry-run --json",
    "quickback compile --fix",
    "quickback compile --fail-on-widening --baseline main.report.json",
    "quickback compile --watch",
  ],
  async run({ root, options, json }: Call) {
    const project = await requireProject(root);
    const dryRun = options.dryRun === true;
    if (options.fix === true) {
      if (dryRun) throw new UsageError("--fix edits definitions, --dry-run writes nothing: leave one out.");
      await fixDefinitions(project);
    }
    const { failOnWidening = false, baseline } = options;
    if (Array.isArray(baseline)) throw new UsageError("--baseline takes one file.");
    const result = await compileProject(project, dryRun, {
      failOnWidening: failOnWidening === true,
      ...(baseline !== undefined && { baseline: String(baseline) }),
    });
    await report(result, { dryRun, json });
    if (options.watch !== true) return exitCode(result);
    await recompileOnChange(project, result, { dryRun, json });
    return 0;
  },
};

/** @throws UsageError when there is no project at `root` */
export async function requireProject(root: string): Promise<string> {
  const { missingProject } = await import("@quickback/compiler/engine");
  const problem = missingProject(resolve(root));
  if (problem) throw new UsageError(problem);
  return resolve(root);
}

/** Says on stderr what was mended, so that `--json` stays one document. */
async function fixDefinitions(root: string): Promise<void> {
  const { applyFixes, createHost } = await import("@quickback/mcp-server");
  for (const fixed of await applyFixes(createHost(root), () => compileProject(root, true)))
    console.error(`Fixed ${fixed}`);
}

/** 3 where nothing but wider access stopped the compile, so that CI can tell it from an error. */
function exitCode({ ok, diagnostics }: CompileResult): number {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (ok) return 0;
  return errors.length > 0 && errors.every(({ code }) => code === "ACCESS_WIDENED") ? 3 : 1;
}

export async function compileProject(
  root: string,
  dryRun = false,
  gate: Pick<CompileOptions, "failOnWidening" | "baseline"> = {},
): Promise<CompileResult> {
  const engine = await import("@quickback/compiler/engine");
  return withProgress("Compiling", (onProgress) => engine.compile({ root, dryRun, onProgress, ...gate }));
}

/**
 * Prints a result: as JSON without the generated text, or as a terminal reads it.
 * @param options.next say what to run next
 */
export async function report(
  result: CompileResult,
  { dryRun = false, json = false, next = true },
): Promise<void> {
  const { tree: _text, ...summary } = result;
  if (json) return console.log(JSON.stringify(summary, null, 2));
  // The common answer needs nothing loaded.
  if (result.upToDate) return console.log("Up to date: nothing changed since the last compile.");
  const [{ describeCompile }, { paint }] = await Promise.all([
    import("@quickback/mcp-server"),
    import("../paint"),
  ]);
  console.log(describeCompile(result, { dryRun, paint, next, more: () => "see all of them with --json" }));
}

/**
 * Compiles after each change and prints what is new since the compile before.
 * @param options.until ends the watch, as a signal to the process does
 */
export async function recompileOnChange(
  root: string,
  first: CompileResult,
  {
    dryRun = false,
    json = false,
    next = true,
    until = new Promise<unknown>(() => {}),
    onResult = async (_result: CompileResult) => {},
  },
): Promise<void> {
  const { watchDefinitions } = await import("../watch");
  let previous = first;
  console.error("Watching quickback/ for changes. Stop with Ctrl+C.");
  const recompile = async () => {
    const result = await compileProject(root, dryRun);
    // A compile may see an edit before the watch tells of it, and is then asked again.
    if (result.inputs === previous.inputs && (result.upToDate || !result.ok)) return;
    const known = new Set(previous.diagnostics.map(keyOf));
    const now = new Set(result.diagnostics.map(keyOf));
    const fresh = result.diagnostics.filter((diagnostic) => !known.has(keyOf(diagnostic)));
    const solved = [...known].filter((key) => !now.has(key)).length;
    if (solved > 0 && !json) console.log(`Solved: ${solved}`);
    previous = result;
    // What is still broken is shown whole, and so is JSON, which a program reads document by document.
    const diagnostics = result.ok && !json ? fresh : result.diagnostics;
    await report({ ...result, diagnostics }, { dryRun, json, next });
    await onResult(result);
  };
  // A dry run is never up to date, and would say the same again.
  await watchDefinitions(root, recompile, { until, first: first.ok && !dryRun });
}

function keyOf({ code, message, position }: Diagnostic): string {
  return [code, message, position?.file].join("\0");
}
