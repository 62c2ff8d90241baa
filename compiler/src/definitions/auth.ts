export type AuthPlugin = "organization" | "admin" | "bearer";

/** Options of Better Auth's plugins; those that stand here change what the compiler generates. */
export interface AuthPluginOptions {
  /** Of `organization`. Teams inside organizations, for `firewall: { team: {} }`; default off. */
  teams?: { enabled: boolean; [option: string]: unknown };
  /** Of `organization`. Roles that are kept in the database; default off. */
  dynamicAccessControl?: { enabled: boolean; [option: string]: unknown };
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
  /** Default all three. An object takes options by name: `{ organization: { … }, bearer: true }`. */
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
