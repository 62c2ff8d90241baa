import type { ProjectModel } from "../../2-model/project-model";
import { sessionSeconds } from "../auth/auth-config";
import { Arrow, Calls, Code } from "../print/code";
import { type Literal, printLiteral } from "../print/literal";
import { GeneratedModule } from "../print/module";
import { routesExport } from "../print/names";

/** Generates `src/index.ts`: the whole app as one call. */
export function entry(model: ProjectModel): string {
  const module = new GeneratedModule("quickback.config.ts");
  const { imports } = module;
  const createApp = imports.value("./lib/app", "createApp");
  const load = (path: string) => new Arrow(new Code(`import(${JSON.stringify(path)})`));
  const features = model.features.map(({ name }) =>
    imports.value(`./features/${name}/routes`, routesExport(name)),
  );
  const { expiresIn, updateAge } = sessionSeconds(model.auth);
  const options: Literal = {
    connect: new Code(imports.value("./db", "connect")),
    authTables: new Code(imports.value("./db", "authTables")),
    auth: load("./auth"),
    session: {
      expiresInSeconds: expiresIn,
      updateAgeSeconds: updateAge,
      bearer: model.auth.plugins.some(({ name }) => name === "bearer"),
    },
    features: features.map((name) => new Code(name)),
    trustedOrigins: model.trustedOrigins,
    etag: model.etag,
    openapi: model.openapi.generate && model.openapi.publish ? load("../openapi.json") : undefined,
    registry: model.schemaRegistry ? load("../schema-registry.json") : undefined,
  };
  module.add(`export default ${printLiteral(Calls.function(createApp, options), 0, 15)};\n`);
  return module.print();
}
