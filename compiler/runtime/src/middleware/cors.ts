import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AppEnv } from "../lib/app-env";
import { trustedOrigins } from "../lib/trusted-origins";

/** Answers pages of the trusted origins, with credentials; others are given no permission. */
export function corsFor(configured: readonly string[]): MiddlewareHandler<AppEnv> {
  return cors({
    origin: (origin, c) =>
      origin !== "" && trustedOrigins(configured, c.env.BETTER_AUTH_URL).includes(origin) ? origin : null,
    credentials: true,
    exposeHeaders: ["set-auth-token", "ETag", "x-request-id"],
    maxAge: 600,
  });
}
