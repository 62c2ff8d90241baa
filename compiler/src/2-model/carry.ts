import type { LoadedFile } from "../1-load/loaded-project";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { carryFeature, type SourceContext, type SourceProblem, type WantedFunction } from "../source";
import { compareNames } from "./names";
import type { CarriedModule, TableModel } from "./project-model";

const codes = {
  "name-collision": "CARRY_NAME_COLLISION",
  "function-not-found": "CARRY_FUNCTION_NOT_FOUND",
  "columns-not-found": "CARRY_COLUMNS_NOT_FOUND",
  "import-not-found": "CARRY_IMPORT_NOT_FOUND",
  "reserved-path": "CARRY_RESERVED_PATH",
} as const satisfies Record<SourceProblem["kind"], keyof typeof diagnostics>;

/**
 * The user code of one feature that the compiled app needs, and what keeps some of it from being carried.
 * @param own the feature's files
 * @param audit its tables get the audit columns
 */
export function carry(
  feature: string,
  own: LoadedFile[],
  audit: boolean,
  wanted: WantedFunction[],
  handlerFiles: ReadonlySet<string>,
  context: SourceContext,
): { modules: CarriedModule[]; diagnostics: Diagnostic[] } {
  const actionFiles = own.filter(({ definition }) => definition.kind === "actions").map(({ path }) => path);
  const paths = new Set(own.map(({ path }) => path));
  const carried = carryFeature(context, {
    feature,
    audit,
    modules: [...new Set([...actionFiles, ...handlerFiles])].sort(compareNames),
    functions: wanted.filter(({ file }) => paths.has(file)),
  });
  return { modules: carried.modules, diagnostics: carried.problems.map(problemDiagnostic) };
}

/** Which files of the project declare which tables, and the indexes that these are given. */
export function tableFiles(files: LoadedFile[], models: TableModel[]): SourceContext["tableFiles"] {
  const withTables = files.filter(({ tables }) => tables.length > 0);
  return new Map(
    withTables.map(({ path, feature, tables }) => {
      const own = models.filter(({ file }) => file === path);
      const indexes = own.map(
        ({ name, indexes }) => [name, indexes.filter(({ injected }) => injected)] as const,
      );
      return [
        path,
        { feature, tables: tables.map(({ exportName }) => exportName), indexes: new Map(indexes) },
      ];
    }),
  );
}

function problemDiagnostic({ kind, message, fix, position }: SourceProblem): Diagnostic {
  return diagnostics[codes[kind]]({ problem: message, fix }, position);
}
