import { version } from "../../package.json";
import { authModel, authPluginNames, hasTeams, writtenPlugins } from "./auth-model";
import { compact } from "./compact";
import { contractOptions } from "./contract-options";
import type { DatabaseModel, Positions, ProjectModel } from "./project-model";
import { targetOf } from "./providers";
import type { RawConfig } from "./raw";

/** Everything the configuration decides; features and organization roles come from the definitions. */
export type ConfigModel = Omit<ProjectModel, "features" | "pages">;

/** No later than what the pinned wrangler and workerd accept. */
const defaultCompatibilityDate = "2026-04-01";
const defaultPort = 8787;
const serverPort = 3000;

/**
 * The configuration with its defaults filled in.
 * @param organizationRoles every role the definitions name
 */
export function configModel(raw: RawConfig, positions: Positions, organizationRoles: string[]): ConfigModel {
  const { runtime, auth } = raw.providers;
  const organizations = hasOrganizations(raw);
  const target = targetOf(raw);
  const devPort = raw.dev?.port ?? (target.runtime === "cloudflare" ? defaultPort : serverPort);
  const origins = [...(raw.trustedOrigins ?? []), ...(auth.config?.trustedOrigins ?? [])];
  const routes = (runtime.config?.routes ?? []).map((route) => compact(route));
  const domain = raw.domain ?? routes.find((route) => route.custom_domain)?.pattern;
  const { generate = true, publish = generate } = raw.openapi ?? {};
  const renames = raw.compiler?.migrations?.renames;
  return {
    name: raw.name,
    compilerVersion: version,
    target,
    build: {
      packageManager: raw.build?.packageManager ?? "npm",
      dependencies: raw.build?.dependencies ?? {},
    },
    organizations,
    auditFields: hasAuditFields(raw),
    database: databaseModel(raw.providers.database),
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
  return [devPort, defaultPort, serverPort, 5173].map((port) => `http://localhost:${port}`);
}

/** As `features` says; where it is silent, unless the auth provider lists plugins without `organization`. */
export function hasOrganizations({ features, providers }: RawConfig): boolean {
  if (Array.isArray(features)) return features.includes("organizations");
  if (features?.organizations !== undefined) return features.organizations;
  const plugins = providers.auth.config?.plugins;
  const names = [...writtenPlugins(plugins).keys()];
  // A name that is not known, and reported, may have been meant for it.
  return names.includes("organization") || names.some((name) => !authPluginNames.some((own) => own === name));
}

/** Whether every table gets the audit columns. */
export function hasAuditFields({ compiler }: RawConfig): boolean {
  return compiler?.features?.auditFields ?? true;
}

/** Whether the configuration gives organizations teams. */
export function organizationsHaveTeams(raw: RawConfig): boolean {
  return hasTeams(authModel(raw.providers.auth.config ?? {}, hasOrganizations(raw), []));
}

/** Database options with their defaults. Servers have one database; on Workers auth has one of its own. */
export function databaseModel({ name, config = {} }: RawConfig["providers"]["database"]): DatabaseModel {
  const { authDatabaseId, featuresDatabaseId, auditDatabaseId, kvNamespaceId } = config;
  const splitDatabases = name === "cloudflare-d1" && (config.splitDatabases ?? true);
  return {
    generateId: config.generateId ?? "prefixed",
    namingConvention: config.namingConvention ?? "snake_case",
    usePlurals: config.usePlurals ?? false,
    splitDatabases,
    authBinding: config.authBinding ?? "AUTH_DB",
    featuresBinding: config.featuresBinding ?? config.binding ?? (splitDatabases ? "DB" : "DATABASE"),
    auditBinding: config.auditBinding ?? "AUDIT_DB",
    ...compact({ authDatabaseId, featuresDatabaseId, auditDatabaseId, kvNamespaceId }),
  };
}
