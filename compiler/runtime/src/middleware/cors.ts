import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AppEnv } from "../lib/app-env";
import { trustedOrigins } from "../lib/trusted-origins";

/** Answers pages of the trusted origins, with credentials; others are given no permission. */
export function corsFor(configured: readonly string[]): MiddlewareHandler<AppEnv> {
  // The same in every request of an isolate.
  let trusted: string[] | undefined;
  const allow = cors({
    origin: (origin, c) => {
      if (origin === "") return null;
      trusted ??= trustedOrigins(configured, c.env.BETTER_AUTH_URL);
      return trusted.includes(origin) ? origin : null;
    },
    credentials: true,
    exposeHeaders: ["set-auth-token", "ETag", "x-request-id"],
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return allow(c, next);
    // On the finished answer: headers set on an answer that is still to come make Hono build that one twice.
    await next();
    await allow(c, async () => undefined);
  };
}
