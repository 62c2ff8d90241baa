import type { AccessRule } from "../../../runtime/src/lib/policy";
import { rulesIn } from "../../2-model/access";
import type { FunctionRef, ProjectModel } from "../../2-model/project-model";
import { tableRules } from "../../2-model/roles";

/** The two organizations of a probed app, and a third one that nobody who calls belongs to. */
export const tenants = { a: "probe_org_a", b: "probe_org_b", c: "probe_org_c" } as const;

/** A team of each organization that its people have made active, and another one of the first. */
export const teams = {
  a: "probe_team_a",
  b: "probe_team_b",
  c: "probe_team_c",
  other: "probe_team_a_other",
} as const;

/** Somebody who owns rows and never calls: what is not the caller's own is this person's. */
export const colleague = "probe_user_colleague";

/** Somebody of the third organization, whose rows no call may read, change or point at. */
export const bystander = "probe_user_bystander";

/** The organization whose rows bear on what a caller may do. */
export function tenantOf({ activeOrgId }: Standing): "a" | "b" {
  return activeOrgId === tenants.b ? "b" : "a";
}

/** Whom the app must take a caller for. */
export interface Standing {
  authenticated: boolean;
  userId?: string;
  userRole?: string;
  /** Organization roles; in a single-tenant app the platform roles. */
  roles: string[];
  activeOrgId?: string;
  /** Where the app keeps rows of teams apart. */
  activeTeamId?: string;
  /** The code of the 401 that a caller without a standing gets. */
  refusal?: "AUTH_MISSING" | "AUTH_EXPIRED" | "AUTH_INVALID_TOKEN";
}

/** A caller: what the auth database holds of it, how it signs its token, and whom it must count as. */
export interface Identity {
  /** E.g. `recruiter of A`, `anonymous`, `platform admin`. */
  name: string;
  standing: Standing;
  /** The row of the user; absent: anonymous. */
  user?: { id: string; role: string; banned: boolean };
  /** Organization → stored role. */
  memberships: Record<string, string>;
  session?: {
    token: string;
    active?: string;
    activeTeam?: string;
    expired: boolean;
    /** Old enough to be extended at its next use. */
    due?: boolean;
    /** `foreign`: signed with another secret; `none`: the bare token. */
    signature: "own" | "foreign" | "none";
  };
}

const anonymous: Identity = {
  name: "anonymous",
  standing: { authenticated: false, roles: [], refusal: "AUTH_MISSING" },
  memberships: {},
};

/**
 * Everyone who calls: each role in two tenants, each platform role, and every way not to be let in.
 * @param platformRoles the auth database keeps `user.role`
 */
export function identitiesOf(model: ProjectModel, platformRoles: boolean): Identity[] {
  const named = model.auth.organizationRoles;
  const platform = platformRoles ? [...new Set(["admin", ...userRolesOf(model)])].sort() : [];
  if (!model.organizations) {
    const roles = [...new Set(["user", ...platform, ...(platformRoles ? named : [])])].sort();
    const people = roles.map((role) => single(role === "user" ? "signed-in user" : role, role));
    const trusted = platformRoles ? "admin" : "user";
    return [anonymous, ...people, ...unwelcome(platformRoles, trusted)];
  }
  const roles = [...new Set(["owner", "admin", "member", ...named])].sort();
  const ofTeam = hasTeams(model) ? inTeam : (identity: Identity) => identity;
  return [
    anonymous,
    ...roles.map((role) => ofTeam(member(role, "a"), teams.a)),
    ...roles.map((role) => ofTeam(member(role, "b"), teams.b)),
    ...(hasTeams(model)
      ? [
          person("owner of A without a team", { role: "owner", organization: tenants.a }),
          astray(person("owner of A in a team of B", { role: "owner", organization: tenants.a })),
        ]
      : []),
    ...platform.map((role) => person(`platform ${role}`, { userRole: role })),
    person("non-member", {}),
    removed(),
    ...unwelcome(platformRoles, "owner", tenants.a),
  ];
}

/** The same caller with another organization in force and no role in it: `?organizationId=`. */
export function inOrganization({ standing }: Identity, activeOrgId: string): Standing {
  const { activeTeamId: _ofAnother, ...rest } = standing;
  return { ...rest, activeOrgId, roles: [] };
}

/** A table keeps rows of teams apart. */
export function hasTeams({ features }: ProjectModel): boolean {
  return features.some(({ tables }) =>
    tables.some(({ firewall }) => firewall.scopes.some(({ kind }) => kind === "team")),
  );
}

function inTeam(identity: Identity, activeTeamId: string): Identity {
  return {
    ...identity,
    standing: { ...identity.standing, activeTeamId },
    ...(identity.session && { session: { ...identity.session, activeTeam: activeTeamId } }),
  };
}

/** Two people whose sessions are due: each is extended once. */
export function dueSessions({ organizations }: ProjectModel): [Identity, Identity] {
  const due = (name: string): Identity => {
    const made = person(name, organizations ? { role: "owner", organization: tenants.a } : {});
    return { ...made, session: { ...session(made), due: true } };
  };
  return [due("session that is due"), due("token that is due")];
}

/** Has made a team active that belongs to another organization, which must count as none. */
function astray(made: Identity): Identity {
  return { ...made, session: { ...session(made), activeTeam: teams.b } };
}

/** Every access rule of the project. */
export function rulesOf({ features }: ProjectModel): AccessRule<FunctionRef>[] {
  return features.flatMap(({ tables, actions }) => [
    ...tables.flatMap((table) => tableRules(table).map(({ access }) => access)),
    ...actions.map(({ access }) => access),
  ]);
}

function userRolesOf(model: ProjectModel): string[] {
  return rulesOf(model).flatMap((access) => rulesIn(access, "").flatMap(({ rule }) => rule.userRole ?? []));
}

interface Person {
  userRole?: string;
  role?: string;
  organization?: string;
}

function person(name: string, { userRole = "user", role, organization }: Person): Identity {
  const key = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  const id = `probe_user_${key}`;
  const inside = role !== undefined && organization !== undefined;
  return {
    name,
    standing: {
      authenticated: true,
      userId: id,
      userRole,
      roles: inside ? [role] : [],
      ...(inside && { activeOrgId: organization }),
    },
    user: { id, role: userRole, banned: false },
    memberships: inside ? { [organization]: role } : {},
    session: {
      token: `probe_token_${key}`,
      expired: false,
      signature: "own",
      ...(organization !== undefined && { active: organization }),
    },
  };
}

function member(role: string, tenant: keyof typeof tenants): Identity {
  return person(`${role} of ${tenant.toUpperCase()}`, { role, organization: tenants[tenant] });
}

/** A single-tenant app takes the platform role for the role. */
function single(name: string, role: string): Identity {
  const made = person(name, { userRole: role });
  return { ...made, standing: { ...made.standing, roles: [role] } };
}

/** Was put out of the organization that the session still has for its active one. */
function removed(): Identity {
  const made = person("removed member of A", {});
  return { ...made, session: { ...session(made), active: tenants.a } };
}

/** People whose credentials must not be accepted, though their rows would let them do everything. */
function unwelcome(platformRoles: boolean, role: string, organization?: string): Identity[] {
  const like = (name: string, refusal: NonNullable<Standing["refusal"]>): Identity => ({
    ...person(
      name,
      organization === undefined ? { userRole: role } : { role, organization, userRole: "admin" },
    ),
    standing: { authenticated: false, roles: [], refusal },
  });
  const expired = like("expired session", "AUTH_EXPIRED");
  const forged = like("forged token", "AUTH_INVALID_TOKEN");
  const unsigned = like("unsigned token", "AUTH_INVALID_TOKEN");
  const banned = like("banned user", "AUTH_INVALID_TOKEN");
  return [
    { ...expired, session: { ...session(expired), expired: true } },
    { ...forged, session: { ...session(forged), signature: "foreign" } },
    { ...unsigned, session: { ...session(unsigned), signature: "none" } },
    ...(platformRoles && banned.user ? [{ ...banned, user: { ...banned.user, banned: true } }] : []),
  ];
}

function session({ session: own, name }: Identity): NonNullable<Identity["session"]> {
  if (!own) throw new Error(`${name} has no session`);
  return own;
}
