import type { Hono } from "hono";
import type { ApiTokens } from "./api-tokens";
import type { AppEnv } from "./app-env";
import type { AuthModule } from "./auth-instance";
import type { AuthTables } from "./auth-tables";
import type { CredentialReader } from "./credential-reader";
import type { Databases } from "./database";
import type { SessionOptions } from "./session";
import type { MountOptions, TableRoutes } from "./table-routes";

/** Routes below `/api/v1/<path>` that belong to no table. */
export interface ActionMount {
  path: string;
  mount(app: Hono<AppEnv>, options: MountOptions): void;
}

/** What a feature's `routes.ts` exports. */
export type FeatureRoutes = readonly (TableRoutes | ActionMount)[];

/** A JSON document of the output, loaded when it is first asked for. */
export type DocumentLoader = () => Promise<{ default: unknown }>;

/** What `src/index.ts` gives to `createApp`. */
export interface AppOptions<Env extends object> {
  /** Opens the app's databases; called once per isolate. */
  connect(env: Env): Databases;
  /** The auth tables that requests are authenticated against. */
  authTables: AuthTables;
  /** Loads `src/auth`. */
  auth(): Promise<AuthModule>;
  session: SessionOptions;
  /** Accept keys in `x-api-key`. */
  apiKeys?: CredentialReader;
  /** Issue tokens that are checked without the database, and accept them. */
  tokens?: ApiTokens;
  features: readonly FeatureRoutes[];
  trustedOrigins: readonly string[];
  /** Answer lists, records and views with an ETag. */
  etag: boolean;
  /** Served at `/openapi.json` to everyone; absent when it is not published. */
  openapi?: DocumentLoader;
  /** Served at `/api/v1/schema` to signed-in callers. */
  registry?: DocumentLoader;
}
