import { and, eq, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { AuthTables } from "./auth-tables";
import type { Orm } from "./database";
import { splitRoles } from "./roles";

/** A session with its user and the user's membership in the session's active organization. */
export interface StoredSession {
  userId: string;
  email: string;
  name: string;
  /** `user.role`; null without the admin plugin. */
  userRole: string | null;
  banned: number | null;
  /** Milliseconds since the epoch; null: for good. */
  banExpires: number | null;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  activeOrganizationId: string | null;
  /** The admin who acts as this user; null otherwise. */
  impersonatedBy: string | null;
  /** Null when the user is not a member (any more) of the active organization. */
  memberRole: string | null;
  /** Null unless the user is a member of the session's team and the team is one of that organization. */
  teamId: string | null;
}

/** Reads who a caller is from the auth database, one statement per question. */
export interface IdentityStore {
  /** The app runs with organizations. */
  readonly organizations: boolean;
  /** @param token the session token, its signature already verified */
  session(token: string): Promise<StoredSession | undefined>;
  /** The user's roles in an organization; undefined when not a member. */
  rolesIn(userId: string, organizationId: string): Promise<string[] | undefined>;
}

const nothing = sql`null`;
const text = (column: SQLiteColumn) => sql<string>`${column}`;
const textOrNull = (column: SQLiteColumn | undefined) => sql<string | null>`${column ?? nothing}`;
/** Timestamps and booleans stay the integers that SQLite holds. */
const integerOrNull = (column: SQLiteColumn | undefined) => sql<number | null>`${column ?? nothing}`;

/** Prepares the statements of an isolate. */
export function createIdentityStore(orm: Orm, tables: AuthTables): IdentityStore {
  const findSession = prepareSession(orm, tables);
  const findRoles = tables.member && prepareRoles(orm, tables.member);
  return {
    organizations: tables.member !== undefined,
    session: (token) => findSession.get({ token }),
    async rolesIn(userId, organizationId) {
      const row = await findRoles?.get({ userId, organizationId });
      return row && splitRoles(row.role);
    },
  };
}

function prepareSession(orm: Orm, { user, session, member, team, teamMember }: AuthTables) {
  const query = orm
    .select({
      userId: text(user.id),
      email: text(user.email),
      name: text(user.name),
      userRole: textOrNull(user.role),
      banned: integerOrNull(user.banned),
      banExpires: integerOrNull(user.banExpires),
      expiresAt: sql<number>`${session.expiresAt}`,
      activeOrganizationId: textOrNull(session.activeOrganizationId),
      impersonatedBy: textOrNull(session.impersonatedBy),
      memberRole: textOrNull(member?.role),
      teamId: textOrNull(team?.id),
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .$dynamic();
  if (member && session.activeOrganizationId) {
    query.leftJoin(member, membershipOf(member, user.id, session.activeOrganizationId));
    if (team && teamMember && session.activeTeamId) {
      query
        .leftJoin(
          teamMember,
          and(eq(teamMember.userId, member.userId), eq(teamMember.teamId, session.activeTeamId)),
        )
        .leftJoin(team, and(eq(team.id, teamMember.teamId), eq(team.organizationId, member.organizationId)));
    }
  }
  return query
    .where(eq(session.token, sql.placeholder("token")))
    .limit(1)
    .prepare();
}

function prepareRoles(orm: Orm, member: NonNullable<AuthTables["member"]>) {
  return orm
    .select({ role: text(member.role) })
    .from(member)
    .where(membershipOf(member, sql.placeholder("userId"), sql.placeholder("organizationId")))
    .limit(1)
    .prepare();
}

function membershipOf(
  member: NonNullable<AuthTables["member"]>,
  userId: SQLiteColumn | ReturnType<typeof sql.placeholder>,
  organizationId: SQLiteColumn | ReturnType<typeof sql.placeholder>,
): SQL | undefined {
  return and(eq(member.userId, userId), eq(member.organizationId, organizationId));
}
