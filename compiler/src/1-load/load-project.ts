import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { parse } from "../source/parse";
import { declaredTablePositions, definitionPositions } from "../source/positions";
import { positionOfLine } from "../source/text-position";
import { brokenCircles } from "./broken-circles";
import { type Bundle, bundle } from "./bundle";
import { type Discovered, discover, featureOf } from "./discover";
import { type Evaluation, Evaluator } from "./evaluate";
import type { Evaluated, EvaluatedDefinition } from "./evaluate-worker";
import { evaluationOrder, importGraph } from "./import-graph";
import { buildErrors, importsOutside, missingPackages } from "./import-problems";
import type { LoadedDefinition, LoadedFile, LoadedProject } from "./loaded-project";
import { loopPosition } from "./loop-position";
import { throwPosition } from "./throw-position";

export interface LoadOptions {
  /** How long all definitions together may take to evaluate; default 10,000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

const configFile = "quickback/quickback.config.ts";

/**
 * Loads a project: finds its definition files, bundles and evaluates them in a worker, and returns
 * what they export as plain data together with their source text and positions. Whatever is wrong
 * with the files becomes a diagnostic.
 * @param root project root: the folder that holds `quickback/`
 * @throws only when `signal` aborts
 */
export async function loadProject(root: string, options: LoadOptions = {}): Promise<LoadedProject> {
  const { timeoutMs = 10_000, signal } = options;
  const folder = await realpath(root).catch(() => root);
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
  const evaluator = new Evaluator();
  try {
    const [bundled] = await Promise.all([
      bundle(folder, found, (url) => evaluator.warmUp(url)),
      readSources(project, found.sources),
    ]);
    if ("errors" in bundled) {
      project.diagnostics.push(...buildErrors(bundled.errors, project.sources));
      return project;
    }
    await readOtherSources(project, bundled.bundle);
    const evaluation = await evaluator.run(bundled.bundle.code, timeoutMs, signal);
    take(project, found, bundled.bundle, evaluation, timeoutMs);
    return project;
  } finally {
    await evaluator.end();
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
async function readOtherSources(project: LoadedProject, { metafile }: Bundle): Promise<void> {
  const others = Object.keys(metafile.inputs).filter(
    (path) =>
      !project.sources.has(path) && !/^(?:\.\.\/|.*:|.*<|\/)/.test(path) && !path.includes("node_modules/"),
  );
  await readSources(project, others.sort());
}

function take(
  project: LoadedProject,
  found: Discovered,
  { map, metafile, missing }: Bundle,
  evaluation: Evaluation,
  timeoutMs: number,
): void {
  const { sources } = project;
  const graph = importGraph(metafile);
  const evaluated = [configFile, ...found.definitions];
  const circles = brokenCircles(graph, evaluated, sources);
  project.diagnostics.push(...importsOutside(graph, sources), ...circles);
  if (evaluation.ended === "done") {
    for (const result of evaluation.results) {
      if (!("problem" in result)) takeFile(project, result);
      // A circle makes values undefined; the errors that follow from it would only distract.
      else if (circles.length === 0) project.diagnostics.push(thrown(result, map, sources));
    }
    project.diagnostics.push(...missingPackages(missing, dependenciesOf(project.config.value), sources));
    return;
  }
  const file = evaluation.file ?? configFile;
  if (evaluation.ended === "failed") {
    const position = fileStart(file, sources);
    project.diagnostics.push(diagnostics.EVALUATION_FAILED({ problem: evaluation.problem }, position));
    return;
  }
  const earlier = new Set(evaluationOrder(graph, evaluated.slice(0, evaluated.indexOf(file))));
  const candidates = evaluationOrder(graph, [file]).filter((path) => !earlier.has(path));
  const position = loopPosition(candidates, sources) ?? fileStart(file, sources);
  const seconds = String(timeoutMs / 1000);
  project.diagnostics.push(
    diagnostics.EVALUATION_TIMEOUT({ file: position?.file ?? file, seconds }, position),
  );
}

function takeFile(project: LoadedProject, result: Extract<Evaluated, { tables: unknown }>): void {
  const { file, tables, definition } = result;
  const parsed = parse(file, project.sources.get(file) ?? "");
  const positions = definitionPositions(parsed);
  if (file === configFile) {
    const value = "value" in definition ? definition.value : undefined;
    project.config = { file, value, positions };
    return;
  }
  const declared = declaredTablePositions(parsed);
  const names = Object.keys(declared);
  const loaded: LoadedFile = {
    path: file,
    feature: featureOf(file) ?? "",
    // A table that is only re-exported belongs to the file that declares it.
    tables: tables
      .flatMap((table) => {
        const found = declared[table.exportName];
        return found ? { ...table, positions: found } : [];
      })
      .sort((a, b) => names.indexOf(a.exportName) - names.indexOf(b.exportName)),
    definition: loadedDefinition(definition, positions),
  };
  project.files.push(loaded);
}

function loadedDefinition(
  definition: EvaluatedDefinition,
  positions: LoadedProject["config"]["positions"],
): LoadedDefinition {
  if (definition.kind === "table" || definition.kind === "actions") return { ...definition, positions };
  return { kind: definition.kind === "none" ? "none" : "other" };
}

function thrown(
  { file, problem, stack }: Extract<Evaluated, { problem: string }>,
  map: string,
  sources: ReadonlyMap<string, string>,
): Diagnostic {
  const position = throwPosition(stack, map, sources) ?? fileStart(file, sources);
  return diagnostics.DEFINITION_THREW({ file: position?.file ?? file, problem: `${problem}.` }, position);
}

function fileStart(file: string, sources: ReadonlyMap<string, string>) {
  const text = sources.get(file);
  return text === undefined ? undefined : positionOfLine(file, text, 1, 1);
}

const withDependencies = z.object({ build: z.object({ dependencies: z.record(z.string(), z.unknown()) }) });

function dependenciesOf(config: unknown): Set<string> {
  const parsed = withDependencies.safeParse(config);
  return new Set(parsed.success ? Object.keys(parsed.data.build.dependencies) : []);
}
