/** Options of Cloudflare D1. */
export interface D1Options {
  /** How ids are made; default `prefixed` (`cnd_…`). `false`: the client supplies them. */
  generateId?: "uuid" | "cuid" | "nanoid" | "prefixed" | "serial" | false;
  /** SQL names of columns without one of their own; default `snake_case`. */
  namingConvention?: "camelCase" | "snake_case";
  /** Plural names of the auth tables; default false. */
  usePlurals?: boolean;
  /** One database for auth and one for features; default true. */
  splitDatabases?: boolean;
  /** Binding of the only database when they are not split; default `DATABASE`. */
  binding?: string;
  /** Default `AUTH_DB`. */
  authBinding?: string;
  /** Default `DB`. */
  featuresBinding?: string;
  /** Default `AUDIT_DB`. */
  auditBinding?: string;
  authDatabaseId?: string;
  featuresDatabaseId?: string;
  auditDatabaseId?: string;
  kvNamespaceId?: string;
}

export interface DatabaseProvider {
  name: "cloudflare-d1";
  config?: D1Options;
}

/**
 * Where the compiled app keeps its data.
 * @example defineDatabase("cloudflare-d1", { generateId: "uuid" })
 */
export function defineDatabase(name: "cloudflare-d1", config: D1Options = {}): DatabaseProvider {
  return { name, config };
}
