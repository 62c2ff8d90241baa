import type { ProjectModel } from "../../../2-model/project-model";
import type { FileTree } from "../../../files";
import { packageJson } from "../package-json";
import { gitignore, secretsExample, tsconfigJson } from "../project-files";
import { packagesOf } from "../versions";
import { dbIndex, migrateScript } from "./database";
import { drizzleConfig } from "./drizzle-config";
import { entry } from "./entry";
import { scripts } from "./scripts";
import { exampleVariables } from "./variables";

/** What an app needs to be a server process, on Bun or on Node, with one database. */
export function serverFiles(model: ProjectModel): FileTree {
  return new Map([
    ["src/index.ts", entry(model)],
    ["src/db/index.ts", dbIndex(model)],
    ["src/db/migrate.ts", migrateScript()],
    ["drizzle.config.ts", drizzleConfig(model)],
    ["package.json", packageJson(model, scripts(model), packagesOf(model.target, model.auth))],
    ["tsconfig.json", tsconfigJson(model.target.runtime)],
    [".env.example", secretsExample(".env", deployed, exampleVariables(model))],
    [".gitignore", gitignore("data/", ".env", "dist/")],
  ]);
}

const deployed = "# A deployed server takes them from its environment.";
