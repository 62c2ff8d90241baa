import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { diagnostics } from "../diagnostics/codes.generated";
import { parsedFile } from "../source/parse";
import { declaredTablePositions, definitionPositions } from "../source/positions";
import { type Bundle, type BundleResult, bundle } from "./bundle";
import { configFile, discover } from "./discover";
import { Evaluator } from "./evaluate";
import { evaluationProblems } from "./evaluation-problems";
import { importGraph } from "./import-graph";
import { buildErrors, importsOutside, missingPackages } from "./import-problems";
import type { LoadedProject } from "./loaded-project";
import { type FilePositions, takeFile } from "./take-file";

export interface LoadOptions {
  /** How long all definitions together may take to evaluate; default 10,000. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Called once the definitions are with the worker: time for other work. */
  onEvaluating?: () => void;
}

/**
 * Loads a project: finds its definition files, bundles and evaluates them in a worker, and returns
 * what they export as plain data together with their source text and positions. Whatever is wrong
 * with the files becomes a diagnostic.
 * @param root project root: the folder that holds `quickback/`
 * @throws only when `signal` aborts, or for a fault of the compiler itself
 */
export async function loadProject(root: string, options: LoadOptions = {}): Promise<LoadedProject> {
  const starting = Evaluator.start();
  try {
    return await loadWith(starting, await realpath(root).catch(() => root), options);
  } finally {
    await (await starting).end();
  }
}

async function loadWith(
  starting: Promise<Evaluator>,
  folder: string,
  { timeoutMs = 10_000, signal, onEvaluating }: LoadOptions,
): Promise<LoadedProject> {
  const found = await discover(folder);
  const project: LoadedProject = {
    root: folder,
    config: { file: configFile, value: undefined, positions: {} },
    files: [],
    sources: new Map(),
    diagnostics: [],
  };
  if (!found.config) {
    project.diagnostics.push(diagnostics.CONFIG_MISSING({}));
    return project;
  }
  const evaluated = [found.config, ...found.definitions];
  const bundling = bundle(folder, found);
  try {
    await readSources(project, found.sources);
    // esbuild and the worker are busy elsewhere meanwhile.
    const positions = positionsIn(project, evaluated);
    const bundled = await bundling;
    if ("errors" in bundled) {
      project.diagnostics.push(...buildErrors(bundled.errors, project.sources));
      return project;
    }
    await readSources(project, otherSources(project, bundled.bundle));
    const evaluator = await starting;
    const evaluating = evaluator.run(bundled.bundle.code, timeoutMs, signal);
    onEvaluating?.();
    const evaluation = await evaluating;
    if (evaluation.ended === "done")
      for (const result of evaluation.results) takeFile(project, positions, result);
    const { map, metafile, missing } = bundled.bundle;
    const graph = importGraph(metafile);
    project.diagnostics.push(
      ...importsOutside(graph, project.sources),
      ...evaluationProblems(evaluation, { graph, map, evaluated, sources: project.sources, timeoutMs }),
      ...missingPackages(missing, project),
    );
    return project;
  } finally {
    await settled(bundling);
  }
}

async function readSources(project: LoadedProject, paths: readonly string[]): Promise<void> {
  const texts = await Promise.all(
    paths.map((path) => readFile(join(project.root, path), "utf8").catch((error: Error) => error)),
  );
  paths.forEach((path, index) => {
    const text = texts[index];
    if (typeof text === "string") project.sources.set(path, text);
    else project.diagnostics.push(diagnostics.FILE_UNREADABLE({ file: path, problem: text?.message ?? "" }));
  });
}

/** Files that the bundle took in beyond TypeScript below `quickback/`, e.g. a JSON file. */
function otherSources({ sources }: LoadedProject, { metafile }: Bundle): string[] {
  return Object.keys(metafile.inputs)
    .filter((path) => !sources.has(path) && !/^\.\.\/|^\/|:|node_modules\//.test(path))
    .sort();
}

function positionsIn({ sources }: LoadedProject, paths: readonly string[]): Map<string, FilePositions> {
  return new Map(
    paths.map((path) => {
      const parsed = parsedFile(sources, path);
      return [path, { definition: definitionPositions(parsed), tables: declaredTablePositions(parsed) }];
    }),
  );
}

/** A build that is still going when loading ends must not outlive it as an unhandled rejection. */
async function settled(bundling: Promise<BundleResult>): Promise<void> {
  await bundling.then(
    () => undefined,
    () => undefined,
  );
}
