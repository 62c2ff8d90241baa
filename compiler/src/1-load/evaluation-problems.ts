import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { positionOfLine } from "../source/text-position";
import { brokenCircles } from "./broken-circles";
import type { Evaluation } from "./evaluate";
import { evaluationOrder, type ImportGraph } from "./import-graph";
import { loopPosition } from "./loop-position";
import { missingName } from "./missing-name";
import { throwPosition } from "./throw-position";

/** What the problems of an evaluation are traced with. */
export interface EvaluationTrace {
  graph: ImportGraph;
  /** The bundle's source map, as JSON text. */
  map: string;
  /** Files in the order they were evaluated. */
  evaluated: readonly string[];
  sources: ReadonlyMap<string, string>;
  timeoutMs: number;
}

/** What went wrong while definitions were evaluated, each at its place in the project. */
export function evaluationProblems(evaluation: Evaluation, trace: EvaluationTrace): Diagnostic[] {
  const { graph, map, evaluated, sources } = trace;
  if (evaluation.ended === "timeout") return [hanging(evaluation.file, trace)];
  const circles = brokenCircles(graph, evaluated, sources);
  if (evaluation.ended === "failed") {
    const missing = missingName(evaluation.problem, sources);
    if (missing) return [...circles, missing];
    const position = evaluation.file ? fileStart(evaluation.file, sources) : undefined;
    return [...circles, diagnostics.EVALUATION_FAILED({ problem: evaluation.problem }, position)];
  }
  // A circle makes values undefined; the errors that follow from it would only distract.
  if (circles.length > 0) return circles;
  return evaluation.results.flatMap((result) => {
    if (!("problem" in result)) return [];
    const position = throwPosition(result.stack, map, sources) ?? fileStart(result.file, sources);
    if (result.unknown) return diagnostics.SCHEMA_EXTRA_COLUMN(result.unknown, position);
    const file = position?.file ?? result.file;
    return diagnostics.DEFINITION_THREW({ file, problem: `${result.problem}.` }, position);
  });
}

function hanging(
  file: string | undefined,
  { graph, evaluated, sources, timeoutMs }: EvaluationTrace,
): Diagnostic {
  const entry = file ?? evaluated[0] ?? "";
  const earlier = new Set(evaluationOrder(graph, evaluated.slice(0, evaluated.indexOf(entry))));
  const candidates = evaluationOrder(graph, [entry]).filter((path) => !earlier.has(path));
  const position = loopPosition(candidates, sources) ?? fileStart(entry, sources);
  const seconds = String(timeoutMs / 1000);
  return diagnostics.EVALUATION_TIMEOUT({ file: position?.file ?? entry, seconds }, position);
}

function fileStart(file: string, sources: ReadonlyMap<string, string>) {
  const text = sources.get(file);
  return text === undefined ? undefined : positionOfLine(file, text, 1, 1);
}
