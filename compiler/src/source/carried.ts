import type { CarriedModule, FunctionRef, IndexModel } from "../2-model/project-model";
import type { SourcePosition } from "../diagnostics/diagnostic";

/** What the functions that carry source know of the project. */
export interface SourceContext {
  /** Text of every project file, by path relative to the root (`LoadedProject.sources`). */
  sources: ReadonlyMap<string, string>;
  /** Files that declare Drizzle tables: path → feature and exported table names. */
  tableFiles: ReadonlyMap<string, TableFile>;
}

export interface TableFile {
  feature: string;
  /** Export names of the Drizzle tables in the file. */
  tables: string[];
  /** By export name: the indexes that the compiler adds to a table. */
  indexes?: ReadonlyMap<string, IndexModel[]>;
}

export type SourceProblemKind =
  /** Two files of a feature declare the same top-level name; `schema.ts` can hold one. */
  | "name-collision"
  /** A function of a definition does not stand in its object literal, e.g. it came by a spread. */
  | "function-not-found"
  /** The columns of a table are not an object literal, so audit columns cannot be inserted. */
  | "columns-not-found"
  /** A relative import leads nowhere, or out of `quickback/`. */
  | "import-not-found"
  /** A module would land on a file that Quickback writes itself, e.g. `routes.ts`. */
  | "reserved-path";

/** Something that keeps user code from being carried; phase 2 makes the diagnostic of it. */
export interface SourceProblem {
  kind: SourceProblemKind;
  /** What is wrong, in one sentence. */
  message: string;
  /** The smallest change that mends it. */
  fix: string;
  position?: SourcePosition;
}

/** One carried file, and the project files that its imports need to stand beside it. */
export interface Carried {
  module: CarriedModule;
  /** Local modules it imports (not table files), relative to the root, sorted. */
  needs: string[];
  problems: SourceProblem[];
}

/** A function inside a definition. */
export interface WantedFunction {
  /** The definition's file, relative to the root. */
  file: string;
  /** Dotted path as in `Positions`, e.g. `masking.resumeUrl.mask` or `crud.update.access`. */
  path: string;
  kind: "access" | "mask" | "compute";
  /** Exported name it gets, e.g. `candidatesMaskResumeUrl`: see `functionName`. */
  name: string;
}

export interface FeatureSources {
  feature: string;
  /** Audit columns are inserted into every table. */
  audit: boolean;
  /** Action files and handler files of the feature, relative to the root. */
  modules: string[];
  functions: WantedFunction[];
}

export interface CarriedFeature {
  /** Every file of user code that the feature needs in the output, sorted by path. */
  modules: CarriedModule[];
  /** By name; holds those that were found. */
  functions: ReadonlyMap<string, FunctionRef>;
  problems: SourceProblem[];
}
