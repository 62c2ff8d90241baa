import { tokenLifetime } from "../../2-model/auth-model";
import { hasPlugin } from "../../2-model/has-plugin";
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
  const tables = new Code(imports.value("./db", "authTables"));
  const lifetime = tokenLifetime(model.auth);
  const options: Literal = {
    connect: new Code(imports.value("./db", "connect")),
    authTables: tables,
    auth: load("./auth"),
    session: {
      expiresInSeconds: expiresIn,
      updateAgeSeconds: updateAge,
      bearer: hasPlugin(model.auth, "bearer"),
    },
    apiKeys: hasPlugin(model.auth, "apiKey")
      ? Calls.function(imports.value("./lib/api-keys", "apiKeys"), tables)
      : undefined,
    tokens:
      lifetime === undefined
        ? undefined
        : Calls.function(imports.value("./lib/api-tokens", "apiTokens"), { expiresInSeconds: lifetime }),
    features: features.map((name) => new Code(name)),
    trustedOrigins: model.trustedOrigins,
    etag: model.etag,
    openapi: model.openapi.generate && model.openapi.publish ? load("../openapi.json") : undefined,
    registry: model.schemaRegistry ? load("../schema-registry.json") : undefined,
  };
  return Calls.function(createApp, options);
}
