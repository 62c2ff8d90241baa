import type { AuthProvider } from "./auth";
import type { DatabaseProvider } from "./database";
import { type Definition, definitionKey } from "./definition";
import type { RuntimeProvider } from "./runtime";

/** How the security report is signed. */
export interface SignatureOptions {
  /** Default true. */
  enabled?: boolean;
  /** Fail the compile when there is no key; default false. */
  required?: boolean;
  /** Environment variable that holds the key; default `QUICKBACK_SECURITY_REPORT_SIGNING_KEY`. */
  keyEnv?: string;
  /** The key itself; prefer `keyEnv`. */
  key?: string;
  /** Named in the signature, so that keys can change. */
  keyId?: string;
  /** Default `reports/security-contracts.report.sig.json`. */
  path?: string;
}

export interface CompilerOptions {
  migrations?: {
    /** Renames that a migration cannot tell from a drop: new name → old name. */
    renames?: {
      tables?: Record<string, string | null>;
      /** By table. */
      columns?: Record<string, Record<string, string | null>>;
    };
  };
  securityContracts?: {
    /** What a broken contract does to the compile; default `error`. */
    failMode?: "error" | "warn";
    report?: {
      /** Default true. */
      enabled?: boolean;
      /** Default `reports/security-contracts.report.json`. */
      path?: string;
      signature?: SignatureOptions;
    };
  };
}

/** The project: its providers and options. */
export interface QuickbackConfig {
  /** Project name; becomes the name of the Worker and of its databases. */
  name: string;
  template: "hono";
  providers: { runtime: RuntimeProvider; database: DatabaseProvider; auth: AuthProvider };
  /** Default `{ organizations: true }`; `false` is the single-tenant mode. */
  features?: { organizations?: boolean } | readonly "organizations"[];
  build?: {
    /** Default `npm`. */
    packageManager?: "npm" | "pnpm" | "yarn" | "bun";
    /** Packages that handlers import, into the compiled package.json. */
    dependencies?: Record<string, string>;
  };
  compiler?: CompilerOptions;
  openapi?: {
    /** Write openapi.json; default true. */
    generate?: boolean;
    /** Serve it at `/openapi.json`; default as `generate`. */
    publish?: boolean;
  };
  /** Default `{ generate: true }`. */
  schemaRegistry?: { generate?: boolean };
  /** ETags on GET answers; default `{ enabled: true }`. */
  etag?: { enabled?: boolean };
  /** Origins that may call the API from a browser. */
  trustedOrigins?: readonly string[];
  /** Primary domain of the API; default the first custom domain among the routes. */
  domain?: string;
  /** Local server; default port 8787. */
  dev?: { port?: number };
}

export type ConfigDefinition = QuickbackConfig & Definition<"config">;

/**
 * The project's configuration: the default export of `quickback/quickback.config.ts`.
 * @example
 * export default defineConfig({
 *   name: "hiring",
 *   template: "hono",
 *   providers: {
 *     runtime: defineRuntime("cloudflare"),
 *     database: defineDatabase("cloudflare-d1"),
 *     auth: defineAuth("better-auth"),
 *   },
 * });
 */
export function defineConfig(config: QuickbackConfig): ConfigDefinition {
  return { [definitionKey]: "config", ...config };
}
