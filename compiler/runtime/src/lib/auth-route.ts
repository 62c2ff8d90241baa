import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { AuthInstance } from "./auth-instance";
import { writeClientAddress } from "./client-address";
import { rateLimited } from "./rate-limited";
import { anonymousContext, refusedContext } from "./session";
import { unauthenticated } from "./unauthenticated";

/**
 * Answers a request to Better Auth's own routes. Where it refuses without a word, the answer says why.
 *
 * @throws ApiError 401 AUTH_MISSING or AUTH_INVALID_TOKEN; 429 AUTH_RATE_LIMITED in the envelope of every other refusal
 */
export async function answerAuth(c: Context<AppEnv>, auth: AuthInstance): Promise<Response> {
  // Rate limits are kept by address.
  writeClientAddress(c);
  const response = await auth.handler(c.req.raw);
  const { status } = response;
  if ((status === 401 || status === 404) && (await response.clone().text()) === "") {
    if (status === 404) return c.notFound();
    const { headers } = c.req.raw;
    const tried = headers.has("authorization") || headers.has("cookie");
    throw unauthenticated(tried ? refusedContext("session", "AUTH_INVALID_TOKEN") : anonymousContext());
  }
  // A copy: headers of a redirect, for one, cannot be written to.
  if (status !== 429) return new Response(response.body, response);
  throw rateLimited(c, Number(response.headers.get("x-retry-after")));
}
