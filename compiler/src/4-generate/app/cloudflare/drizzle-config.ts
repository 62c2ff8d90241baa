import type { ProjectModel } from "../../../2-model/project-model";
import type { AppDatabase } from "../databases";
import { tablesFilter } from "../tables-filter";

const names = {
  auth: "drizzle.auth.config.ts",
  features: "drizzle.config.ts",
  audit: "drizzle.audit.config.ts",
  app: "drizzle.config.ts",
} as const;

const schemas = {
  auth: ["./src/db/auth-schema.ts"],
  features: ["./src/db/features-schema.ts"],
  audit: ["./src/db/audit-schema.ts"],
  app: ["./src/db/schema.ts"],
} as const;

/** File name of a database's drizzle-kit configuration. */
export const drizzleConfigPath = ({ kind }: AppDatabase): string => names[kind];

/** Generates a drizzle-kit configuration: its studio and its migrations against the remote database. */
export function drizzleConfig(model: ProjectModel, { kind, migrations }: AppDatabase): string {
  const filter = kind === "features" || kind === "app" ? tablesFilter(model) : "";
  const idVariable =
    kind === "app" ? "CLOUDFLARE_DATABASE_ID" : `CLOUDFLARE_${kind.toUpperCase()}_DATABASE_ID`;
  const schema = schemas[kind].map((path) => JSON.stringify(path)).join(", ");
  return `import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  driver: "d1-http",
  schema: [${schema}],
  out: "./${migrations}",${filter}
  dbCredentials: {
    accountId: process.env.CLOUDFLARE_ACCOUNT_ID ?? "",
    databaseId: process.env.${idVariable} ?? "",
    token: process.env.CLOUDFLARE_API_TOKEN ?? "",
  },
});
`;
}
