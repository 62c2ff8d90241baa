import type { AuthProvider } from "./auth";
import type { DatabaseProvider } from "./database";
import { type Definition, definitionKey } from "./definition";
import type { RuntimeProvider } from "./runtime";

/** How the security report is signed. */
export interface SignatureOptions {
  /** Write the signature; default true. */
  enabled?: boolean;
  /** Fail the compile when there is no key; default false. */
  required?: boolean;
  /** Environment variable that holds the key; default `QUICKBACK_SECURITY_REPORT_SIGNING_KEY`. */
  keyEnv?: string;
  /** The key itself; prefer `keyEnv`. */
  key?: string;
  /** Named in the signature, so that keys can change. */
  keyId?: string;
  /** Below `quickback/`; default `reports/security-contracts.report.sig.json`. */
  path?: string;
}

export interface CompilerOptions {
  /** What the compiler adds to every table. */
  features?: {
    /**
     * Every table gets `createdAt`, `createdBy`, `modifiedAt`, `modifiedBy`, `deletedAt` and `deletedBy`, and
     * the app fills them. Default true; with `false` a table has the columns that its author wrote.
     */
    auditFields?: boolean;
  };
  /** How schema changes become migrations. */
  migrations?: {
    /** Renames that a migration cannot tell from a drop: new name → old name. */
    renames?: {
      /** New table → old one; `null` where it is not a rename. */
      tables?: Record<string, string | null>;
      /** By table: new column → old one; `null` where it is not a rename. */
      columns?: Record<string, Record<string, string | null>>;
    };
  };
  /** The proof that the generated app enforces the rules. */
  securityContracts?: {
    /** What a broken contract does to the compile; default `error`. */
    failMode?: "error" | "warn";
    /** The security report of each compile. */
    report?: {
      /** Write it; default true. */
      enabled?: boolean;
      /** Below `quickback/`; default `reports/security-contracts.report.json`. */
      path?: string;
      /** A file beside the report that proves its text. */
      signature?: SignatureOptions;
    };
  };
}

/** The project: its providers and options. */
export interface QuickbackConfig {
  /** Project name; becomes the name of the Worker and of its databases. */
  name: string;
  /** What is generated: a Hono API. */
  template: "hono";
  /** Where the app runs, keeps its data and knows its users from. */
  providers: { runtime: RuntimeProvider; database: DatabaseProvider; auth: AuthProvider };
  /** What the app has besides tables. */
  features?:
    | {
        /** Organizations with members and roles; `false` is the single-tenant mode. Default true. */
        organizations?: boolean;
      }
    | readonly "organizations"[];
  /** The generated package. */
  build?: {
    /** Whose commands the scripts use; default `npm`. */
    packageManager?: "npm" | "pnpm" | "yarn" | "bun";
    /** Packages that handlers import, into the compiled package.json. */
    dependencies?: Record<string, string>;
  };
  /** Migrations and security contracts. */
  compiler?: CompilerOptions;
  /** The OpenAPI document. */
  openapi?: {
    /** Write openapi.json; default true. */
    generate?: boolean;
    /** Serve it at `/openapi.json`; default as `generate`. */
    publish?: boolean;
  };
  /** The machine-readable description of tables, rules and actions. */
  schemaRegistry?: {
    /** Write schema-registry.json and serve it at `/api/v1/schema`; default true. */
    generate?: boolean;
  };
  /** Conditional requests. */
  etag?: {
    /** ETags on GET answers; default true. */
    enabled?: boolean;
  };
  /** Origins that may call the API from a browser. */
  trustedOrigins?: readonly string[];
  /** Primary domain of the API; default the first custom domain among the routes. */
  domain?: string;
  /** The local server. */
  dev?: {
    /** Default 8787 on Workers, 3000 on Bun and Node. */
    port?: number;
  };
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
