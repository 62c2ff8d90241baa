import type { CarriedModule } from "../2-model/project-model";
import type { Carried, CarriedFeature, FeatureSources, SourceContext, SourceProblem } from "./carried";
import { carryFunctions } from "./carry-functions";
import { carryModule } from "./carry-module";
import { carrySchema } from "./carry-schema";

/**
 * Everything of a feature's user code as it will stand in the output: `schema.ts`, the action and
 * handler modules, `functions.ts`, and every local module that those import.
 */
export function carryFeature(
  project: SourceContext,
  { feature, audit, modules: roots, functions: wanted }: FeatureSources,
): CarriedFeature {
  // A context of its own: files stay parsed only as long as this feature needs them.
  const context = { ...project };
  const modules = new Map<string, CarriedModule>();
  const problems: SourceProblem[] = [];
  const queue: string[] = [...roots];
  const take = ({ module, needs, problems: found }: Carried) => {
    modules.set(module.path, module);
    problems.push(...found);
    queue.push(...needs);
  };
  const functions = carryFunctions(context, feature, wanted);
  if (functions.functions.size > 0) take(functions);
  else problems.push(...functions.problems);
  if ([...context.tableFiles.values()].some((table) => table.feature === feature))
    take(carrySchema(context, feature, { audit }));
  const carried = new Set<string>();
  for (const file of queue) {
    if (carried.has(file)) continue;
    carried.add(file);
    take(carryModule(context, file));
  }
  return {
    modules: [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    functions: functions.functions,
    problems,
  };
}
