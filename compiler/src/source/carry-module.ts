import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import type { Carried, SourceContext, SourceProblem } from "./carried";
import { importNotFound } from "./merged-module";
import { importSpecifier, importTarget, isReserved, outputPath } from "./paths";
import { positionAt } from "./text-position";

/**
 * Carries a module of the user's as it is; only its import specifiers are re-pointed.
 * @param file path relative to the root, below `quickback/`
 */
export function carryModule(context: SourceContext, file: string): Carried {
  const source = context.sources.get(file) ?? "";
  const output = outputPath(file) ?? file;
  const problems: SourceProblem[] = [];
  const needs = new Set<string>();
  const text = new MagicString(source);
  if (isReserved(output))
    problems.push({
      kind: "reserved-path",
      message: `${file} would become src/${output}, which Quickback writes itself.`,
      fix: "Give the file another name.",
      position: positionAt(file, source, 0, 0),
    });
  for (const { start, end } of file.endsWith(".json") ? [] : specifiers(file, source)) {
    const specifier = source.slice(start + 1, end - 1);
    const target = importTarget(context, file, specifier);
    if (target.kind === "package") continue;
    if (target.kind === "unknown") {
      problems.push({ ...importNotFound(specifier, file), position: positionAt(file, source, start, end) });
      continue;
    }
    if (target.kind === "module") needs.add(target.path);
    text.overwrite(start, end, JSON.stringify(importSpecifier(output, target.output)));
  }
  return {
    module: { path: output, text: text.toString(), from: [file] },
    needs: [...needs].sort(),
    problems,
  };
}

interface Span {
  start: number;
  end: number;
}

/** Every module specifier in a file, quotes included: imports, re-exports, dynamic imports. */
function specifiers(file: string, source: string): Span[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source).module;
  const spans = new Map<number, Span>();
  const add = (span: Span | null) => {
    if (span && /^["'`]/.test(source.slice(span.start))) spans.set(span.start, span);
  };
  for (const { moduleRequest } of [...staticImports, ...dynamicImports]) add(moduleRequest);
  for (const { entries } of staticExports) for (const { moduleRequest } of entries) add(moduleRequest);
  return [...spans.values()];
}
