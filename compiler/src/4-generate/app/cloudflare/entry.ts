import type { ProjectModel } from "../../../2-model/project-model";
import { printLiteral } from "../../print/literal";
import { GeneratedModule } from "../../print/module";
import { createAppCall } from "../create-app-call";

/** Generates `src/index.ts`: the whole app as one call. */
export function entry(model: ProjectModel): string {
  const module = new GeneratedModule("quickback.config.ts");
  module.add(`export default ${printLiteral(createAppCall(module, model), 0, 15)};\n`);
  return module.print();
}
