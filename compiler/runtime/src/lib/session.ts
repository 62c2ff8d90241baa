import type { IdentityStore, StoredCaller } from "./identity-store";
import { splitRoles } from "./roles";
import { type Credential, verifiedToken } from "./session-token";
import type { AuthFailure, RequestContext } from "./types";

/** How long sessions live, as Better Auth is configured. */
export interface SessionLifetime {
  expiresInSeconds: number;
  /** A session older than this is extended at its next use. */
  updateAgeSeconds: number;
}

export interface SessionOptions extends SessionLifetime {
  /** Accept `Authorization: Bearer`. */
  bearer: boolean;
}

export interface SessionCheck {
  ctx: RequestContext;
  /** The session is due to be extended by Better Auth. */
  refresh: boolean;
}

const anonymous: RequestContext = { authenticated: false, roles: [] };

/** The context of a request without credentials. */
export function anonymousContext(): RequestContext {
  return { ...anonymous };
}

/**
 * Verifies a credential's signature, then reads session, user and memberships in one statement.
 * @param secret `BETTER_AUTH_SECRET`
 * @param now milliseconds since the epoch
 */
export async function checkSession(
  credential: Credential,
  secret: string,
  identities: IdentityStore,
  lifetime: SessionLifetime,
  now: number,
): Promise<SessionCheck> {
  const token = verifiedToken(secret, credential.signed);
  const stored = token === undefined ? undefined : await identities.session(token);
  if (!stored || isBanned(stored, now)) return refused("AUTH_INVALID_TOKEN");
  if (stored.expiresAt <= now) return refused("AUTH_EXPIRED");
  const age = now - (stored.expiresAt - lifetime.expiresInSeconds * 1000);
  return {
    ctx: contextOf(stored, identities.organizations),
    refresh: !stored.impersonatedBy && age >= lifetime.updateAgeSeconds * 1000,
  };
}

function refused(code: AuthFailure["code"]): SessionCheck {
  return { ctx: refusedContext("session", code), refresh: false };
}

/** The context of a request whose credential was not accepted. */
export function refusedContext(
  credential: AuthFailure["credential"],
  code: AuthFailure["code"],
): RequestContext {
  return { ...anonymous, authFailure: { credential, code } };
}

/** Whether an admin keeps the user out at this time. @param now milliseconds since the epoch */
export function isBanned({ banned, banExpires }: StoredCaller, now: number): boolean {
  return Boolean(banned) && (banExpires === null || banExpires > now);
}

/** The context of a user who was read from the database in this request. @param organizations the app has them */
export function contextOf(stored: StoredCaller, organizations: boolean): RequestContext {
  const { userId, email, name, userRole, activeOrganizationId, memberRole, teamId } = stored;
  const ctx: RequestContext = {
    authenticated: true,
    userId,
    // A single-tenant app has no organization roles: the platform role stands in.
    roles: splitRoles(organizations ? memberRole : userRole),
    user: { id: userId, email, name },
  };
  if (userRole !== null) ctx.userRole = userRole;
  if (activeOrganizationId !== null && memberRole !== null) ctx.activeOrgId = activeOrganizationId;
  if (teamId !== null && ctx.activeOrgId !== undefined) ctx.activeTeamId = teamId;
  return ctx;
}
