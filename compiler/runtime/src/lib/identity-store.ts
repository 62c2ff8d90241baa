import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import type { AuthTables } from "./auth-tables";
import type { Orm } from "./database";
import { splitRoles } from "./roles";

/** A user with their membership in the organization that a credential is for. */
export interface StoredCaller {
  userId: string;
  email: string;
  name: string;
  /** `user.role`; null without the admin plugin. */
  userRole: string | null;
  banned: number | null;
  /** Milliseconds since the epoch; null: for good. */
  banExpires: number | null;
  activeOrganizationId: string | null;
  /** Null when the user is not a member (any more) of the active organization. */
  memberRole: string | null;
  /** Null unless the user is a member of the session's team and the team is one of that organization. */
  teamId: string | null;
}

/** A session with its user. */
export interface StoredSession extends StoredCaller {
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** The admin who acts as this user; null otherwise. */
  impersonatedBy: string | null;
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

/** What is read of a user. Timestamps and booleans stay the integers that SQLite holds. */
const storedUser = z.object({
  email: z.string(),
  name: z.string(),
  userRole: z.string().nullable(),
  banned: z.number().nullable(),
  banExpires: z.number().nullable(),
});

const nothing = sql`null`;
export const textOrNull = (value: SQLWrapper | undefined) => sql<string | null>`${value ?? nothing}`;

/** Prepares the statements of an isolate. */
export function createIdentityStore(orm: Orm, tables: AuthTables): IdentityStore {
  const findSession = prepareSession(orm, tables);
  const findRoles = tables.member && prepareRoles(orm, tables.member);
  return {
    organizations: tables.member !== undefined,
    async session(token) {
      const found = await findSession.get({ token });
      // A session outlives its user only where references are not enforced.
      if (!found?.user) return undefined;
      const { user, ...session } = found;
      return { ...session, ...user };
    },
    async rolesIn(userId, organizationId) {
      const row = await findRoles?.get({ userId, organizationId });
      return row && splitRoles(row.role);
    },
  };
}

/** Each table is read in a subquery of its own: `bun:sqlite` takes three times as long over a join of them. */
function prepareSession(orm: Orm, tables: AuthTables) {
  const { session } = tables;
  return orm
    .select({
      userId: sql<string>`${session.userId}`,
      expiresAt: sql<number>`${session.expiresAt}`,
      activeOrganizationId: textOrNull(session.activeOrganizationId),
      impersonatedBy: textOrNull(session.impersonatedBy),
      user: userOf(orm, tables.user, session.userId),
      memberRole: textOrNull(
        session.activeOrganizationId &&
          roleOf(orm, tables.member, session.userId, session.activeOrganizationId),
      ),
      teamId: textOrNull(teamOf(orm, tables)),
    })
    .from(session)
    .where(eq(session.token, sql.placeholder("token")))
    .prepare();
}

/** Of the user with this id, as one expression; null where there is none. */
export function userOf(orm: Orm, user: AuthTables["user"], id: SQLiteColumn) {
  const json = sql`json_object('email', ${user.email}, 'name', ${user.name}, 'userRole', ${textOrNull(user.role)}, 'banned', ${user.banned ?? nothing}, 'banExpires', ${user.banExpires ?? nothing})`;
  const found = sql`${orm.select({ json }).from(user).where(eq(user.id, id))}`;
  return found.mapWith((json: string) => storedUser.parse(JSON.parse(json)));
}

/** Of the user's role in an organization, as one expression; undefined without organizations. */
export function roleOf(
  orm: Orm,
  member: AuthTables["member"],
  userId: SQLiteColumn,
  organizationId: SQLiteColumn | SQL,
): SQL | undefined {
  if (!member) return undefined;
  const here = membershipOf(member, userId, organizationId);
  return sql`${orm.select({ role: member.role }).from(member).where(here)}`;
}

/** The session's team, where it is one of the active organization and the user is in it. */
function teamOf(orm: Orm, { session, team, teamMember }: AuthTables): SQL | undefined {
  if (!team || !teamMember || !session.activeTeamId || !session.activeOrganizationId) return undefined;
  const joined = orm
    .select({ id: teamMember.teamId })
    .from(teamMember)
    .where(and(eq(teamMember.userId, session.userId), eq(teamMember.teamId, session.activeTeamId)));
  const here = and(inArray(team.id, joined), eq(team.organizationId, session.activeOrganizationId));
  return sql`${orm.select({ id: team.id }).from(team).where(here)}`;
}

function prepareRoles(orm: Orm, member: NonNullable<AuthTables["member"]>) {
  return orm
    .select({ role: sql<string>`${member.role}` })
    .from(member)
    .where(membershipOf(member, sql.placeholder("userId"), sql.placeholder("organizationId")))
    .limit(1)
    .prepare();
}

function membershipOf(
  member: NonNullable<AuthTables["member"]>,
  userId: SQLiteColumn | ReturnType<typeof sql.placeholder>,
  organizationId: SQLiteColumn | SQL | ReturnType<typeof sql.placeholder>,
): SQL | undefined {
  return and(eq(member.userId, userId), eq(member.organizationId, organizationId));
}
