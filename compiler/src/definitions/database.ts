/** Options of every database. */
export interface DatabaseOptions {
  /** How ids are made; default `prefixed` (`cnd_…`). `false`: the client supplies them. */
  generateId?: "uuid" | "cuid" | "nanoid" | "prefixed" | "serial" | false;
  /** SQL names of columns without one of their own; default `snake_case`. */
  namingConvention?: "camelCase" | "snake_case";
  /** Plural names of the auth tables; default false. */
  usePlurals?: boolean;
}

/** Options of Cloudflare D1. */
export interface D1Options extends DatabaseOptions {
  /** One database for auth and one for features; default true. */
  splitDatabases?: boolean;
  /** Binding of the only database when they are not split; default `DATABASE`. */
  binding?: string;
  /** Binding of the auth database; default `AUTH_DB`. */
  authBinding?: string;
  /** Binding of the feature database; default `DB`. */
  featuresBinding?: string;
  /** Binding of the audit database; default `AUDIT_DB`. */
  auditBinding?: string;
  /** Id of the remote auth database. */
  authDatabaseId?: string;
  /** Id of the remote feature database. */
  featuresDatabaseId?: string;
  /** Id of the remote audit database. */
  auditDatabaseId?: string;
  /** Id of a KV namespace, bound as `KV`. */
  kvNamespaceId?: string;
}

export interface DatabaseProvider {
  name: "cloudflare-d1" | "better-sqlite3" | "libsql";
  config?: D1Options;
}

/**
 * Where the compiled app keeps its data: D1 on Workers; one SQLite file on Bun (`better-sqlite3`, read
 * with `bun:sqlite`); libSQL, a file or a Turso database, on Bun or Node.
 * @example defineDatabase("cloudflare-d1", { generateId: "uuid" })
 */
export function defineDatabase(name: "cloudflare-d1", config?: D1Options): DatabaseProvider;
export function defineDatabase(name: "better-sqlite3" | "libsql", config?: DatabaseOptions): DatabaseProvider;
export function defineDatabase(name: DatabaseProvider["name"], config: D1Options = {}): DatabaseProvider {
  return { name, config };
}
