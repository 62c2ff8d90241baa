import type { ProjectModel } from "../../../2-model/project-model";
import type { FileTree } from "../../../files";
import { appDatabases } from "../databases";
import { packageJson } from "../package-json";
import { gitignore, secretsExample, tsconfigJson } from "../project-files";
import { packagesOf } from "../versions";
import { dbIndex } from "./db-index";
import { drizzleConfig, drizzleConfigPath } from "./drizzle-config";
import { entry } from "./entry";
import { envTypes } from "./env-types";
import { scripts } from "./scripts";
import { localUrl, variables, wranglerToml } from "./wrangler";

/** What an app needs to be a Worker on D1. */
export function cloudflareFiles(model: ProjectModel): FileTree {
  const url = localUrl(model);
  const local = variables(model).BETTER_AUTH_URL === url ? [] : [`BETTER_AUTH_URL=${url}`];
  return new Map([
    ["src/index.ts", entry(model)],
    ["src/env.d.ts", envTypes(model)],
    ["src/db/index.ts", dbIndex(model)],
    ["wrangler.toml", wranglerToml(model)],
    ["package.json", packageJson(model, scripts(model), packagesOf(model.target, model.auth))],
    ["tsconfig.json", tsconfigJson("@cloudflare/workers-types/latest", "node")],
    [".dev.vars.example", secretsExample(".dev.vars", deployed, local)],
    [".gitignore", gitignore(".wrangler/", ".dev.vars", ".env", "dist/")],
    ...appDatabases(model).map(
      (database) => [drizzleConfigPath(database), drizzleConfig(model, database)] as const,
    ),
  ]);
}

const deployed = "# For a deployed Worker: npx wrangler secret put BETTER_AUTH_SECRET";
