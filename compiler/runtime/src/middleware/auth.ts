import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";
import type { CredentialReader } from "../lib/credential-reader";
import type { Isolate, IsolateOf } from "../lib/isolate";
import { requireTrustedOrigin } from "../lib/request-origin";
import { anonymousContext, checkSession, type SessionOptions } from "../lib/session";
import { refreshSession } from "../lib/session-refresh";
import { readCredential } from "../lib/session-token";

/**
 * Builds the request's context from its session cookie or bearer token, or from another credential that
 * the app accepts. Costs nothing without credentials, and one statement on the auth database with a session.
 *
 * @param readers of the other credentials; the first one that the request carries decides
 */
export const authenticate = (
  isolateOf: IsolateOf,
  options: SessionOptions,
  readers: readonly (CredentialReader | undefined)[],
) =>
  createMiddleware<AppEnv>(async (c, next) => {
    // Two mounts may share a path.
    if (c.get("ctx")) return next();
    const isolate = isolateOf(c.env);
    for (const read of readers) {
      const ctx = read?.(c, isolate);
      if (!ctx) continue;
      c.set("ctx", await ctx);
      return next();
    }
    const headers = await identify(c, isolate, options);
    await next();
    for (const [name, value] of headers) c.header(name, value, { append: true });
  });

/** Sets the context of a session; returns the headers the answer needs where the session was extended. */
async function identify(
  c: Context<AppEnv>,
  isolate: Isolate,
  options: SessionOptions,
): Promise<[string, string][]> {
  const request = c.req.raw;
  const { cookieName, identities } = isolate;
  const credential = readCredential(request.headers, { cookieName, bearer: options.bearer });
  if (!credential) {
    c.set("ctx", anonymousContext());
    return [];
  }
  const { ctx, refresh } = await checkSession(credential, isolate.secret, identities, options, Date.now());
  c.set("ctx", ctx);
  c.set("bySession", true);
  if (ctx.authenticated && credential.kind === "cookie") {
    requireTrustedOrigin(request, isolate.trustedOrigins);
  }
  return refresh ? refreshSession(await isolate.auth(), c, credential.kind) : [];
}
