import type { ProjectModel } from "../../../2-model/project-model";
import { tablesFilter } from "../tables-filter";
import { databaseFile } from "./variables";

/** Generates `drizzle.config.ts`, drizzle-kit's configuration: its studio and its migrations. */
export function drizzleConfig(model: ProjectModel): string {
  const { target } = model;
  const [dialect, credentials] =
    target.database === "libsql"
      ? [
          "turso",
          `
    url: process.env.DATABASE_URL ?? "file:${databaseFile}",
    ...(process.env.DATABASE_AUTH_TOKEN && { authToken: process.env.DATABASE_AUTH_TOKEN }),
  `,
        ]
      : ["sqlite", ` url: process.env.DATABASE_PATH ?? "${databaseFile}" `];
  return `import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "${dialect}",
  schema: ["./src/db/schema.ts"],
  out: "./quickback/drizzle",${tablesFilter(model)}
  dbCredentials: {${credentials}},
});
`;
}
