import type { ImportDeclaration, Program } from "oxc-parser";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { namesReadAtOnce } from "../source/identifiers";
import { parse } from "../source/parse";
import { positionAt } from "../source/text-position";
import { circleThrough, evaluationOrder, type ImportGraph } from "./import-graph";

/**
 * Circular imports that break: a file reads a value at its top level from a file that, in the circle,
 * is evaluated only after it. Circles through functions (`.references(() => jobs.id)`) are harmless.
 * @param entries files in the order they are evaluated
 */
export function brokenCircles(
  graph: ImportGraph,
  entries: readonly string[],
  sources: ReadonlyMap<string, string>,
): Diagnostic[] {
  const order = new Map(evaluationOrder(graph, entries).map((file, index) => [file, index]));
  const found: Diagnostic[] = [];
  for (const [file, index] of order) {
    const text = sources.get(file);
    const late = (graph.get(file) ?? []).filter(({ path }) => (order.get(path) ?? 0) >= index);
    if (text === undefined || late.length === 0) continue;
    const { program } = parse(file, text);
    for (const { specifier, path } of late) {
      const circle = circleThrough(graph, file, path);
      const statement = importReadAtOnce(program, specifier, functionsOf(path, sources));
      if (!circle || !statement) continue;
      const position = positionAt(file, text, statement.start, statement.end);
      found.push(diagnostics.CYCLIC_IMPORT({ cycle: circle.join(" → ") }, position));
    }
  }
  return found;
}

/** The import of `specifier`, when one of its names is read at the top level. */
function importReadAtOnce(
  program: Program,
  specifier: string,
  hoisted: ReadonlySet<string>,
): ImportDeclaration | undefined {
  const read = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") for (const name of namesReadAtOnce(statement)) read.add(name);
  }
  return program.body.find((statement): statement is ImportDeclaration => {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== specifier) return false;
    return statement.specifiers.some(({ local }) => read.has(local.name) && !hoisted.has(local.name));
  });
}

/** Functions declared at the top level of a file: they exist before the file is evaluated. */
function functionsOf(file: string, sources: ReadonlyMap<string, string>): Set<string> {
  const text = sources.get(file);
  const names = new Set<string>();
  if (text === undefined) return names;
  for (const statement of parse(file, text).program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id) names.add(declaration.id.name);
  }
  return names;
}
