import { type BetterAuthOptions, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { withinBoundValues } from "./auth-adapter";
import type { AuthInstance } from "./auth-instance";
import { CLIENT_ADDRESS } from "./client-address";
import type { Databases } from "./database";
import type { RequiredEnvironment } from "./environment";
import { invitationPrivacy } from "./invitation-privacy";
import { localOrigin } from "./trusted-origins";

/** What `src/auth/index.ts` decides; the rest is the same in every app. */
export interface AuthConfig
  extends Pick<BetterAuthOptions, "emailAndPassword" | "rateLimit" | "plugins" | "appName"> {
  /** Tables of `src/db/auth-schema.ts`. */
  schema: Record<string, unknown>;
  /** The tables' names are plurals. */
  usePlural: boolean;
  /** Seconds. */
  session: { expiresIn: number; updateAge: number };
}

/** Makes the `createAuth` of an app. */
export function authFactory(config: AuthConfig) {
  const { schema, usePlural, ...options } = config;
  return (env: RequiredEnvironment, databases: Databases, trustedOrigins: string[]): AuthInstance =>
    betterAuth({
      ...options,
      plugins: [...(options.plugins ?? []), invitationPrivacy],
      secret: env.BETTER_AUTH_SECRET,
      baseURL: env.BETTER_AUTH_URL,
      basePath: "/auth/v1",
      trustedOrigins: (request) => [...trustedOrigins, ...localOrigin(env.BETTER_AUTH_URL, request)],
      database: withinBoundValues(
        drizzleAdapter(databases.auth.orm, { provider: "sqlite", schema, usePlural }),
      ),
      advanced: {
        // Its own default is no check at all where NODE_ENV is test.
        disableOriginCheck: false,
        useSecureCookies: env.BETTER_AUTH_URL.startsWith("https://"),
        defaultCookieAttributes: { sameSite: "lax" },
        // Other headers can be forged by the caller.
        ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
      },
      telemetry: { enabled: false },
    });
}
