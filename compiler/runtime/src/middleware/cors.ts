import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AppEnv } from "../lib/app-env";
import { trustedOrigins } from "../lib/trusted-origins";

const exposeHeaders = ["set-auth-token", "ETag", "x-request-id"];
const exposed = exposeHeaders.join();

/**
 * Answers pages of the trusted origins, with credentials; others are given no permission. Hono's own
 * middleware answers the preflights. On other answers it would cost more than the rest of the headers
 * together: it builds them anew, as streams on Node. Here the finished answer is written on.
 */
export function corsFor(configured: readonly string[]): MiddlewareHandler<AppEnv> {
  // The same in every request of an isolate.
  let trusted: string[] | undefined;
  const allowed = (origin: string, baseUrl: unknown): string | null => {
    if (origin === "") return null;
    trusted ??= trustedOrigins(configured, baseUrl);
    return trusted.includes(origin) ? origin : null;
  };
  const preflight = cors({
    origin: (origin, c) => allowed(origin, c.env.BETTER_AUTH_URL),
    credentials: true,
    exposeHeaders,
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return preflight(c, next);
    await next();
    const { headers } = c.res;
    const origin = allowed(c.req.header("origin") ?? "", c.env.BETTER_AUTH_URL);
    if (origin) headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Credentials", "true");
    headers.set("Access-Control-Expose-Headers", exposed);
    headers.append("Vary", "Origin");
  };
}
