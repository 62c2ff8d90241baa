/**
 * User source as text: where things stand in it, and how it is carried into the output. Pure
 * functions; phase 2 calls them, nothing later does.
 *
 * - `positionsOf(file, text): Positions` — paths of the define call's object literal
 * - `tablePositions(file, text): Record<table export, Positions>` — `""` is the table, else the column
 * - `handlerExport(text): "default" | "execute" | undefined`
 * - `resolveLocal(sources, fromFile, specifier): path | undefined` — e.g. of an action's `handler`
 * - `outputPath(path): string | undefined` — where a module lands below `src/`
 * - `functionName(owner, path): string` — `("candidates", "masking.resumeUrl.mask")` → `candidatesMaskResumeUrl`
 * - `carryFeature(context, feature): CarriedFeature` — all of a feature's user code at once; made of
 *   `carrySchema`, `carryModule` and `carryFunctions`
 */

export type {
  Carried,
  CarriedFeature,
  FeatureSources,
  SourceContext,
  SourceProblem,
  SourceProblemKind,
  TableFile,
  WantedFunction,
} from "./carried";
export { carryFeature } from "./carry-feature";
export { carryFunctions } from "./carry-functions";
export { carryModule } from "./carry-module";
export { carrySchema } from "./carry-schema";
export { functionName } from "./function-name";
export { handlerExport } from "./handler-export";
export { outputPath, resolveLocal } from "./paths";
export { positionsOf, tablePositions } from "./positions";
