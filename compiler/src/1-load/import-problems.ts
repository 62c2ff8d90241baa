import { posix } from "node:path";
import type { Message } from "esbuild";
import { z } from "zod";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic, SourcePosition, TextEdit } from "../diagnostics/diagnostic";
import { nearest } from "../diagnostics/suggest";
import { parse } from "../source/parse";
import { positionAt, positionOfLine } from "../source/text-position";
import { specifierOf } from "./bundle";
import type { ImportGraph } from "./import-graph";
import type { LoadedProject } from "./loaded-project";
import { definedTable, unexportedTable } from "./unexported-table";

type Sources = ReadonlyMap<string, string>;

/** esbuild's errors as diagnostics: bad syntax, imports of files or names that do not exist. */
export function buildErrors(errors: readonly Message[], sources: Sources): Diagnostic[] {
  const unexported = new Set<string>();
  return inOrder(errors).flatMap((error) => {
    const position = positionOf(error, sources);
    const file = position?.file ?? "the definitions";
    const specifier = specifierOf(error);
    if (specifier !== undefined) {
      const near = nearest(specifier, modulesFrom(file, sources));
      const hint = near
        ? `Did you mean \`${near}\`?`
        : "Correct the path; it is relative to the importing file.";
      const edit = near === undefined ? undefined : specifierEdit(specifier, near, position, sources);
      return diagnostics.UNRESOLVED_IMPORT({ specifier, file, hint }, position, edit);
    }
    const [, from, name] = /^No matching export in "(.*)" for import "(.*)"/.exec(error.text) ?? [];
    if (from !== undefined && name !== undefined) {
      const text = sources.get(from) ?? "";
      if (definedTable(from, text) === name) {
        const first = !unexported.has(from);
        unexported.add(from);
        return first ? [unexportedTable(from, text)] : [];
      }
      const hint = `Export \`${name}\` from \`${from}\`, or import a name that it exports.`;
      return diagnostics.UNRESOLVED_IMPORT({ specifier: name, file, hint }, position);
    }
    return diagnostics.SYNTAX_ERROR({ problem: `${error.text}.` }, position);
  });
}

/** The project's modules as `file` would import them. */
function modulesFrom(file: string, sources: Sources): string[] {
  return [...sources.keys()]
    .filter((path) => path !== file)
    .map((path) => posix.relative(posix.dirname(file), path).replace(/\.[jt]sx?$/, ""))
    .map((path) => (path.startsWith(".") ? path : `./${path}`));
}

/** Replaces a specifier inside its quotes. */
function specifierEdit(
  specifier: string,
  near: string,
  position: SourcePosition | undefined,
  sources: Sources,
): TextEdit | undefined {
  if (!position) return undefined;
  const start = sources.get(position.file)?.indexOf(specifier, position.start) ?? -1;
  if (start < 0 || start > position.start + 1) return undefined;
  return { file: position.file, start, end: start + specifier.length, text: near };
}

const withDependencies = z.object({ build: z.object({ dependencies: z.record(z.string(), z.unknown()) }) });

/** Packages that are neither installed nor going to be in the compiled app. */
export function missingPackages(
  missing: readonly Message[],
  { config, sources }: LoadedProject,
): Diagnostic[] {
  const build = withDependencies.safeParse(config.value);
  const declared = build.success ? build.data.build.dependencies : {};
  return inOrder(missing).flatMap((error) => {
    const specifier = specifierOf(error) ?? "";
    const name = packageName(specifier);
    if (Object.hasOwn(declared, name) || specifier.startsWith("cloudflare:")) return [];
    const position = positionOf(error, sources);
    const hint = `Add \`"${name}"\` with its version to \`build.dependencies\` in quickback.config.ts.`;
    return diagnostics.UNRESOLVED_IMPORT({ specifier, file: position?.file ?? "", hint }, position);
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

/** esbuild works in parallel, so its errors come in any order. */
function inOrder(errors: readonly Message[]): Message[] {
  const key = ({ location, text }: Message) =>
    `${location?.file}:${String(location?.line).padStart(8, "0")}:${String(location?.column).padStart(8, "0")}:${text}`;
  return [...errors].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function packageName(specifier: string): string {
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
