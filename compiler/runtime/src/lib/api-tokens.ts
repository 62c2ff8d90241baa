import { createHmac } from "node:crypto";
import type { Context } from "hono";
import { sign, verify } from "hono/jwt";
import { z } from "zod";
import type { AppEnv } from "./app-env";
import type { CredentialReader } from "./credential-reader";
import { ApiError } from "./errors";
import type { Isolate, IsolateOf } from "./isolate";
import { perIsolate } from "./per-isolate";
import { splitRoles } from "./roles";
import { refusedContext } from "./session";
import type { RequestContext } from "./types";
import { unauthenticated } from "./unauthenticated";

/** Tokens that say by themselves who the caller is. */
export interface ApiTokens {
  read: CredentialReader;
  /** `POST /api/v1/token`: a token for the caller's session. */
  issue(isolateOf: IsolateOf): (c: Context<AppEnv>) => Promise<Response>;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  orgId: z.string().min(1).optional(),
  teamId: z.string().min(1).optional(),
  role: z.string(),
  userRole: z.string().optional(),
  email: z.string(),
  name: z.string(),
  exp: z.number(),
});

type Claims = z.infer<typeof claimsSchema>;

/** The three parts of a JWT; a session token has one dot. */
const JWT = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * JWTs (HS256) that are checked without the database. What a token says holds until it ends: whoever signs
 * out, is banned, leaves an organization or gets another role meanwhile keeps what it says for that long.
 *
 * @param options.expiresInSeconds how long that is
 */
export function apiTokens({ expiresInSeconds }: { expiresInSeconds: number }): ApiTokens {
  return {
    read: ({ req }, isolate) => {
      const [, token] = JWT.exec(req.header("authorization")?.trim() ?? "") ?? [];
      return token === undefined ? undefined : checkToken(token, isolate);
    },
    issue: (isolateOf) => async (c) => {
      const ctx = c.get("ctx");
      const caller = claimsOf(ctx);
      if (!caller) throw unauthenticated(ctx);
      // A token, or a key, must not live on in a token made of it.
      if (!c.get("bySession")) throw sessionNeeded();
      const isolate = isolateOf(c.env);
      const now = Math.floor(Date.now() / 1000);
      const claims = { ...caller, iat: now, exp: now + expiresInSeconds, iss: isolate.baseUrl };
      return c.json({ token: await sign(claims, keyOf(isolate)), expiresIn: expiresInSeconds });
    },
  };
}

async function checkToken(token: string, isolate: Isolate): Promise<RequestContext> {
  try {
    // Clocks of two machines differ: `iat` may lie a moment ahead.
    const options = { alg: "HS256", iss: isolate.baseUrl, iat: false } as const;
    return contextOf(claimsSchema.parse(await verify(token, keyOf(isolate), options)));
  } catch (error) {
    return refusedContext("token", isExpired(error) ? "AUTH_EXPIRED" : "AUTH_INVALID_TOKEN");
  }
}

/**
 * A key of its own, made of the secret: Better Auth signs other JWTs with the secret itself. Signed alike,
 * a token would pass for the proof of its `email` at `/auth/v1/verify-email`.
 */
function tokenKey({ secret }: Isolate): string {
  return createHmac("sha256", secret).update("api token").digest("hex");
}

const keyOf = perIsolate(tokenKey);

function claimsOf({ userId, user, ...ctx }: RequestContext): Omit<Claims, "exp"> | undefined {
  if (userId === undefined || !user) return undefined;
  return {
    sub: userId,
    ...(ctx.activeOrgId !== undefined && { orgId: ctx.activeOrgId }),
    ...(ctx.activeTeamId !== undefined && { teamId: ctx.activeTeamId }),
    role: ctx.roles.join(),
    ...(ctx.userRole !== undefined && { userRole: ctx.userRole }),
    email: user.email,
    name: user.name,
  };
}

function contextOf({ sub, orgId, teamId, role, userRole, email, name }: Claims): RequestContext {
  return {
    authenticated: true,
    userId: sub,
    roles: splitRoles(role),
    user: { id: sub, email, name },
    ...(orgId !== undefined && { activeOrgId: orgId }),
    ...(teamId !== undefined && { activeTeamId: teamId }),
    ...(userRole !== undefined && { userRole }),
  };
}

/** Hono does not export the class of this error from `hono/jwt`. */
const isExpired = (error: unknown): boolean => error instanceof Error && error.name === "JwtTokenExpired";

const sessionNeeded = () =>
  new ApiError(403, {
    error: "A token is made for a session only",
    layer: "access",
    code: "ACCESS_SESSION_REQUIRED",
    hint: "Send the session cookie or the session's bearer token instead of a key or a token",
  });
