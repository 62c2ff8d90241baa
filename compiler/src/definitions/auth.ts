export type AuthPlugin = "organization" | "admin" | "bearer" | "apiKey" | "jwt";

/** Options of Better Auth's plugins; those that stand here change what the compiler generates. */
export interface AuthPluginOptions {
  /** Of `organization`. Teams inside organizations, for `firewall: { team: {} }`; default off. */
  teams?: { enabled: boolean; [option: string]: unknown };
  /** Of `organization`. Roles that are kept in the database; default off. */
  dynamicAccessControl?: { enabled: boolean; [option: string]: unknown };
  /**
   * Of `apiKey`. How often one key may be used; `timeWindow` in milliseconds.
   * Default `{ enabled: true, timeWindow: 60_000, maxRequests: 100 }`.
   */
  rateLimit?: { enabled?: boolean; timeWindow?: number; maxRequests?: number };
  /** Of `jwt`. Seconds until a token ends, at most an hour; for as long it says who left what they have left. Default 180. */
  expiresInSeconds?: number;
  [option: string]: unknown;
}

/** Options of Better Auth. */
export interface BetterAuthOptions {
  /** Accounts with an e-mail address and a password. */
  emailAndPassword?: {
    /** Default true. */
    enabled?: boolean;
    /** Nobody may sign up by themselves; default false. */
    disableSignUp?: boolean;
  };
  /**
   * Default `organization`, `admin` and `bearer`; `apiKey` lets programs call with keys, `jwt` issues tokens
   * that are checked without the database. An object takes options by name: `{ organization: { … }, bearer: true }`.
   */
  plugins?:
    | readonly (AuthPlugin | { name: AuthPlugin; options?: AuthPluginOptions })[]
    | { [Name in AuthPlugin]?: boolean | AuthPluginOptions };
  /** How long a session lives. */
  session?: {
    /** Days until a session ends; default 7. */
    expiresInDays?: number;
    /** Days after which a session in use is extended; default 1. */
    updateAgeInDays?: number;
  };
  /** Limits of the auth routes, per address; without it Better Auth's own, in production only. */
  rateLimit?: {
    /** Default true. */
    enabled?: boolean;
    /** Seconds. */
    window?: number;
    /** Requests per window. */
    max?: number;
    /** By path below `/auth/v1`. */
    customRules?: Record<string, { window: number; max: number }>;
  };
  /** Added to the configuration's own `trustedOrigins`. */
  trustedOrigins?: readonly string[];
}

export interface AuthProvider {
  name: "better-auth";
  config?: BetterAuthOptions;
}

/**
 * Who the users of the compiled app are.
 * @example defineAuth("better-auth", { plugins: ["organization", "admin", "bearer"] })
 */
export function defineAuth(name: "better-auth", config: BetterAuthOptions = {}): AuthProvider {
  return { name, config };
}
