import type { ProjectModel } from "../../../2-model/project-model";
import { Calls, Code } from "../../print/code";
import { printLiteral } from "../../print/literal";
import { GeneratedModule } from "../../print/module";
import { createAppCall } from "../create-app-call";
import { defaultVariables } from "./variables";

/** Generates `src/index.ts`: the whole app as one call, and the server. */
export function entry(model: ProjectModel): string {
  const module = new GeneratedModule("quickback.config.ts");
  module.names.claim("app");
  const app = printLiteral(createAppCall(module, model), 0, "const app = ".length);
  module.add(`const app = ${app};\n`);
  const serve = module.imports.value(`./lib/serve-${model.target.runtime}`, "serve");
  const call = Calls.function(serve, new Code("app"), defaultVariables(model));
  module.add(`${printLiteral(call)};\n`);
  return module.print();
}
