import type { Message } from "esbuild";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, SourcePosition } from "../diagnostics/diagnostic";
import { parse } from "../source/parse";
import { positionAt, positionOfLine } from "../source/text-position";
import type { MissingPackage } from "./bundle";
import type { ImportGraph } from "./import-graph";

type Sources = ReadonlyMap<string, string>;

/** esbuild's errors as diagnostics: bad syntax, imports of files or names that do not exist. */
export function buildErrors(errors: readonly Message[], sources: Sources): Diagnostic[] {
  return errors.map((error) => {
    const position = positionOf(error, sources);
    const file = position?.file ?? "the definitions";
    const [, specifier] = /^Could not resolve "(.*)"/.exec(error.text) ?? [];
    if (specifier !== undefined) {
      const hint = "Correct the path; it is relative to the importing file.";
      return diagnostics.UNRESOLVED_IMPORT({ specifier, file, hint }, position);
    }
    const [, from, name] = /^No matching export in "(.*)" for import "(.*)"/.exec(error.text) ?? [];
    if (from !== undefined && name !== undefined) {
      const hint = `Export \`${name}\` from \`${from}\`, or import a name that it exports.`;
      return diagnostics.UNRESOLVED_IMPORT({ specifier: name, file, hint }, position);
    }
    return diagnostics.SYNTAX_ERROR({ problem: `${error.text}.` }, position);
  });
}

/** Packages that are neither installed nor going to be in the compiled app. */
export function missingPackages(
  missing: readonly MissingPackage[],
  declared: ReadonlySet<string>,
  sources: Sources,
): Diagnostic[] {
  return missing
    .filter(({ specifier }) => !declared.has(packageName(specifier)) && !specifier.startsWith("cloudflare:"))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.specifier < b.specifier ? -1 : 1))
    .map(({ file, specifier }) => {
      const hint = `Add \`"${packageName(specifier)}"\` with its version to \`build.dependencies\` in quickback.config.ts.`;
      return diagnostics.UNRESOLVED_IMPORT(
        { specifier, file, hint },
        importPosition(file, specifier, sources),
      );
    });
}

/** Relative imports that lead out of the project. */
export function importsOutside(graph: ImportGraph, sources: Sources): Diagnostic[] {
  return [...sources.keys()].flatMap((file) =>
    (graph.get(file) ?? [])
      .filter(({ path }) => path.startsWith("../"))
      .map(({ specifier }) =>
        diagnostics.IMPORT_OUTSIDE_PROJECT({ specifier }, importPosition(file, specifier, sources)),
      ),
  );
}

/** Where a file imports `specifier`: the specifier itself. */
function importPosition(file: string, specifier: string, sources: Sources): SourcePosition | undefined {
  const text = sources.get(file);
  if (text === undefined) return undefined;
  for (const statement of parse(file, text).program.body) {
    if (
      statement.type !== "ImportDeclaration" &&
      statement.type !== "ExportNamedDeclaration" &&
      statement.type !== "ExportAllDeclaration"
    )
      continue;
    if (statement.source?.value === specifier)
      return positionAt(file, text, statement.source.start, statement.source.end);
  }
  return positionOfLine(file, text, 1, 1);
}

/** esbuild counts columns in bytes from 0, editors in UTF-16 units from 1. */
function positionOf({ location }: Message, sources: Sources): SourcePosition | undefined {
  const text = location ? sources.get(location.file) : undefined;
  if (!location || text === undefined) return undefined;
  const lineText = Buffer.from(location.lineText);
  const units = (bytes: number) => lineText.subarray(0, bytes).toString().length;
  const start = units(location.column);
  const length = units(location.column + location.length) - start;
  return positionOfLine(location.file, text, location.line, start + 1, length);
}

function packageName(specifier: string): string {
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
