import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import { ApiError } from "./errors";

/**
 * The refusal of one who calls too often.
 *
 * @param seconds until the next try can succeed, also sent as `Retry-After`; 0 where that is not known
 * @param details what else is known of the limit
 */
export function rateLimited(
  c: Context<AppEnv>,
  seconds: number,
  details: Record<string, number> = {},
): ApiError {
  const known = seconds > 0;
  if (known) c.header("Retry-After", String(seconds));
  const all = { ...details, ...(known && { retryAfter: seconds }) };
  return new ApiError(429, {
    error: "Too many requests",
    layer: "authentication",
    code: "AUTH_RATE_LIMITED",
    ...(Object.keys(all).length > 0 && { details: all }),
    hint: known ? "Wait as long as Retry-After says, in seconds" : "Wait, or use another key",
  });
}
