import type { LoadedFile } from "../1-load/loaded-project";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { carryFeature, type SourceContext, type SourceProblem, type WantedFunction } from "../source";
import { compareNames } from "./names";
import type { CarriedModule } from "./project-model";

const codes = {
  "name-collision": "CARRY_NAME_COLLISION",
  "function-not-found": "CARRY_FUNCTION_NOT_FOUND",
  "columns-not-found": "CARRY_COLUMNS_NOT_FOUND",
  "import-not-found": "CARRY_IMPORT_NOT_FOUND",
  "reserved-path": "CARRY_RESERVED_PATH",
} as const satisfies Record<SourceProblem["kind"], keyof typeof diagnostics>;

/** The user code of one feature that the compiled app needs, and what keeps some of it from being carried. */
export function carry(
  feature: string,
  files: LoadedFile[],
  wanted: WantedFunction[],
  handlerFiles: ReadonlySet<string>,
  sources: ReadonlyMap<string, string>,
): { modules: CarriedModule[]; diagnostics: Diagnostic[] } {
  const own = files.filter((file) => file.feature === feature);
  const actionFiles = own.filter(({ definition }) => definition.kind === "actions").map(({ path }) => path);
  const context: SourceContext = { sources, tableFiles: tableFiles(files) };
  const carried = carryFeature(context, {
    feature,
    audit: true,
    modules: [...new Set([...actionFiles, ...handlerFiles])].sort(compareNames),
    functions: wanted.filter(({ file }) => own.some(({ path }) => path === file)),
  });
  return { modules: carried.modules, diagnostics: carried.problems.map(problemDiagnostic) };
}

function tableFiles(files: LoadedFile[]): SourceContext["tableFiles"] {
  const withTables = files.filter(({ tables }) => tables.length > 0);
  return new Map(
    withTables.map(({ path, feature, tables }) => [
      path,
      { feature, tables: tables.map(({ exportName }) => exportName) },
    ]),
  );
}

function problemDiagnostic({ kind, message, fix, position }: SourceProblem): Diagnostic {
  return diagnostics[codes[kind]]({ problem: message, fix }, position);
}
