import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { authTables } from "../auth/auth-tables";
import { appDatabases, isAudited } from "./databases";
import { dbIndex } from "./db-index";
import { drizzleConfig, drizzleConfigPath } from "./drizzle-config";
import { entry } from "./entry";
import { envTypes } from "./env-types";
import { packageJson } from "./package-json";
import { devVarsExample, gitignore, tsconfigJson } from "./project-files";
import { auditColumnsModule, auditSchema, featuresSchema } from "./schemas";
import { wranglerToml } from "./wrangler";

/** Generates what makes the features an app: entry, databases, configuration of the tools. */
export function generateApp(model: ProjectModel): FileTree {
  const tree: FileTree = new Map([
    ["src/index.ts", entry(model)],
    ["src/env.d.ts", envTypes(model)],
    ["src/db/index.ts", dbIndex(model, authTables(model.auth, model.database))],
    ["src/db/features-schema.ts", featuresSchema(model)],
    ["src/db/audit-columns.ts", auditColumnsModule(model)],
    ["wrangler.toml", wranglerToml(model)],
    ["package.json", packageJson(model)],
    ["tsconfig.json", tsconfigJson()],
    [".dev.vars.example", devVarsExample(model)],
    [".gitignore", gitignore()],
  ]);
  if (isAudited(model)) tree.set("src/db/audit-schema.ts", auditSchema());
  for (const database of appDatabases(model)) tree.set(drizzleConfigPath(database), drizzleConfig(database));
  return tree;
}
