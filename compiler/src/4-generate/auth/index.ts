import type { ProjectModel } from "../../2-model/project-model";
import type { FileTree } from "../../files";
import { authConfig } from "./auth-config";
import { authTables } from "./auth-tables";
import { printSchema } from "./print-schema";

/** Generates `src/auth/index.ts` and `src/db/auth-schema.ts`. */
export function generateAuth(model: ProjectModel): FileTree {
  const tables = authTables(model.auth, model.database);
  return new Map([
    ["src/auth/index.ts", authConfig(model)],
    ["src/db/auth-schema.ts", printSchema(tables, "quickback.config.ts and Better Auth's own schema")],
  ]);
}
