import { version } from "../../package.json";
import { authModel, writtenPlugins } from "./auth-model";
import { compact } from "./compact";
import { contractOptions } from "./contract-options";
import type { DatabaseModel, Positions, ProjectModel } from "./project-model";
import type { RawConfig } from "./raw";

/** Everything the configuration decides; features and organization roles come from the definitions. */
export type ConfigModel = Omit<ProjectModel, "features">;

/** No later than what the pinned wrangler and workerd accept. */
const defaultCompatibilityDate = "2026-04-01";
const defaultPort = 8787;

/**
 * The configuration with its defaults filled in.
 * @param organizationRoles every role the definitions name
 */
export function configModel(raw: RawConfig, positions: Positions, organizationRoles: string[]): ConfigModel {
  const { runtime, auth } = raw.providers;
  const organizations = hasOrganizations(raw);
  const devPort = raw.dev?.port ?? defaultPort;
  const origins = [...(raw.trustedOrigins ?? []), ...(auth.config?.trustedOrigins ?? [])];
  const routes = (runtime.config?.routes ?? []).map((route) => compact(route));
  const domain = raw.domain ?? routes.find((route) => route.custom_domain)?.pattern;
  const { generate = true, publish = generate } = raw.openapi ?? {};
  const renames = raw.compiler?.migrations?.renames;
  return {
    name: raw.name,
    compilerVersion: version,
    target: { runtime: "cloudflare", database: "cloudflare-d1", auth: "better-auth" },
    build: {
      outputDir: raw.build?.outputDir ?? ".",
      packageManager: raw.build?.packageManager ?? "npm",
      dependencies: raw.build?.dependencies ?? {},
    },
    organizations,
    database: databaseModel(raw.providers.database.config ?? {}),
    auth: authModel(auth.config ?? {}, organizations, organizationRoles),
    trustedOrigins: [...new Set(origins.length > 0 ? origins : localOrigins(devPort))],
    ...(domain !== undefined && { domain }),
    devPort,
    runtime: {
      compatibilityDate: runtime.config?.compatibilityDate ?? defaultCompatibilityDate,
      routes,
      vars: runtime.config?.vars ?? {},
    },
    etag: raw.etag?.enabled ?? true,
    openapi: { generate, publish },
    schemaRegistry: raw.schemaRegistry?.generate ?? true,
    renames: { tables: renames?.tables ?? {}, columns: renames?.columns ?? {} },
    contracts: contractOptions(raw.compiler?.securityContracts),
    positions,
  };
}

/** The app itself and the usual ports of a front end in development. */
function localOrigins(devPort: number): string[] {
  return [devPort, defaultPort, 3000, 5173].map((port) => `http://localhost:${port}`);
}

/** As `features` says; where it is silent, unless the auth provider lists plugins without `organization`. */
export function hasOrganizations({ features, providers }: RawConfig): boolean {
  if (Array.isArray(features)) return features.includes("organizations");
  if (features?.organizations !== undefined) return features.organizations;
  const plugins = providers.auth.config?.plugins;
  return plugins === undefined || writtenPlugins(plugins).has("organization");
}

/** Database options with the defaults of D1. */
export function databaseModel(raw: NonNullable<RawConfig["providers"]["database"]["config"]>): DatabaseModel {
  const { authDatabaseId, featuresDatabaseId, auditDatabaseId, kvNamespaceId } = raw;
  return {
    generateId: raw.generateId ?? "prefixed",
    namingConvention: raw.namingConvention ?? "snake_case",
    usePlurals: raw.usePlurals ?? false,
    splitDatabases: raw.splitDatabases ?? true,
    authBinding: raw.authBinding ?? "AUTH_DB",
    featuresBinding: raw.featuresBinding ?? raw.binding ?? "DB",
    auditBinding: raw.auditBinding ?? "AUDIT_DB",
    ...compact({ authDatabaseId, featuresDatabaseId, auditDatabaseId, kvNamespaceId }),
  };
}
