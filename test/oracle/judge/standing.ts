import { teams } from "../people";
import type { Caller } from "../spec";

/** Who the caller is in the organization of this request. */
export interface Standing {
  authenticated: boolean;
  userId?: string;
  userRole?: string;
  orgId?: string;
  teamId?: string;
  roles: string[];
  email?: string;
  name?: string;
  /** In an organization that only PUBLIC let the caller into. */
  guest?: boolean;
  /** Why credentials did not count. */
  refused?: string;
}

export interface Refusal {
  status: number;
  code: string;
  /** Names in `details.fields`, where the answer has them. */
  fields?: string[];
}

const list = (stored: string | undefined): string[] => (stored ?? "").split(",").filter(Boolean);

/**
 * The caller once the request has named an organization or not. Membership decides what the active
 * organization is; credentials that do not count are none.
 */
export function standingOf(
  caller: Caller,
  requested: string | undefined,
  isPublic: boolean,
): Standing | Refusal {
  const signedIn = caller.userId !== undefined && caller.refused === undefined;
  if (!signedIn && !isPublic) return { status: 401, code: caller.refused ?? "AUTH_MISSING" };
  const own = signedIn ? caller.active : undefined;
  const orgId = own !== undefined && caller.memberships[own] !== undefined ? own : undefined;
  const standing: Standing = {
    authenticated: signedIn,
    roles: orgId === undefined ? [] : list(caller.memberships[orgId]),
    ...(orgId !== undefined && { orgId, ...teamOf(caller, orgId) }),
    ...(signedIn && identity(caller)),
    ...(caller.refused !== undefined && { refused: caller.refused }),
  };
  if (requested === undefined || requested === "" || requested === orgId) return standing;
  const { teamId: _ofTheOther, ...elsewhere } = standing;
  if (list(standing.userRole).includes("admin"))
    return { ...elsewhere, orgId: requested, roles: list(caller.memberships[requested]) };
  if (isPublic) return { ...elsewhere, orgId: requested, roles: [], guest: true };
  return { status: 403, code: "ACCESS_CROSS_TENANT_FORBIDDEN" };
}

/** The session's team counts for its members, in its own organization. */
function teamOf({ teams: own = [], activeTeam = "" }: Caller, orgId: string) {
  return own.includes(activeTeam) && teams[activeTeam] === orgId ? { teamId: activeTeam } : {};
}

function identity({ userId = "", userRole = "", email = "", name }: Caller) {
  return { userId, userRole, email, name };
}

/** Nobody is asked to sign in who is signed in. */
export const roleRequired = (who: Standing): Refusal =>
  who.authenticated
    ? { status: 403, code: "ACCESS_ROLE_REQUIRED" }
    : { status: 401, code: who.refused ?? "AUTH_MISSING" };

export const isRefusal = (value: object): value is Refusal => "status" in value && "code" in value;

/** What a `$ctx.` path reads; undefined where there is nothing. */
export function contextValue(who: Standing, path: string): string | undefined {
  const values: Record<string, string | undefined> = {
    userId: who.userId,
    userRole: who.userRole,
    activeOrgId: who.orgId,
    activeTeamId: who.teamId,
    "user.id": who.userId,
    "user.email": who.email,
    "user.name": who.name,
  };
  return values[path];
}
