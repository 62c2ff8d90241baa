import type { ProjectModel } from "../../2-model/project-model";
import { sessionSeconds } from "../auth/auth-config";
import { Arrow, Calls, Code } from "../print/code";
import type { Literal } from "../print/literal";
import type { GeneratedModule } from "../print/module";
import { routesExport } from "../print/names";

/** The whole app as one call of `createApp`, with what it imports; for `src/index.ts`. */
export function createAppCall({ imports }: GeneratedModule, model: ProjectModel): Calls {
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
  return Calls.function(createApp, options);
}
