import { createHash } from "node:crypto";
import type { ProjectModel } from "../../2-model/project-model";
import { sessionSeconds } from "../../4-generate/auth/auth-config";
import { type AuthTableModel, authTables } from "../../4-generate/auth/auth-tables";
import { type Cell, sqlLiteral } from "../plan/cells";
import { type Identity, teams, tenants } from "../plan/identities";
import { keyOf } from "./credentials";

/** The auth tables by the name Better Auth knows them by, whatever they are called in SQL. */
export class AuthRows {
  readonly #tables: AuthTableModel[];

  constructor(private readonly model: ProjectModel) {
    this.#tables = authTables(model.auth, model.database);
  }

  /** The auth database keeps `user.role`. */
  get platformRoles(): boolean {
    return this.#table("user")?.columns.some(({ name }) => name === "role") === true;
  }

  /** Statements that write everybody's user, memberships and session. @param now milliseconds */
  statements(identities: Identity[], now: number): string[] {
    const people = identities.flatMap(({ user, ...identity }) => (user ? [{ ...identity, user }] : []));
    return [
      ...Object.values(tenants).flatMap((id) =>
        this.#insert("organization", { id, name: id, slug: id, createdAt: now }),
      ),
      ...Object.entries(teams).flatMap(([name, id]) =>
        this.#insert("team", {
          id,
          name: id,
          organizationId: name === "b" || name === "c" ? tenants[name] : tenants.a,
          createdAt: now,
          updatedAt: now,
        }),
      ),
      ...people.flatMap(({ user }) =>
        this.#insert("user", {
          id: user.id,
          name: user.id,
          email: `${user.id}@probe.example`,
          emailVerified: 1,
          createdAt: now,
          updatedAt: now,
          role: user.role,
          banned: user.banned ? 1 : 0,
        }),
      ),
      ...people.flatMap(({ user, memberships }) =>
        Object.entries(memberships).flatMap(([organizationId, role]) =>
          this.#insert("member", {
            id: `${user.id}_${organizationId}`,
            organizationId,
            userId: user.id,
            role,
            createdAt: now,
          }),
        ),
      ),
      ...people.flatMap(({ user, session }) =>
        session
          ? this.#insert("session", {
              id: `${user.id}_session`,
              expiresAt: this.#expiry(session, now),
              token: session.token,
              createdAt: now,
              updatedAt: now,
              userId: user.id,
              activeOrganizationId: session.active ?? null,
              activeTeamId: session.activeTeam ?? null,
            })
          : [],
      ),
      ...people.flatMap(({ user, session }) =>
        session?.signature === "own"
          ? this.#insert("apikey", {
              id: `${user.id}_key`,
              configId: "default",
              key: createHash("sha256").update(keyOf(session)).digest("base64url"),
              referenceId: user.id,
              metadata: JSON.stringify({ organizationId: session.active }),
              enabled: 1,
              expiresAt: this.#expiry(session, now),
              rateLimitEnabled: 0,
              requestCount: 0,
              createdAt: now,
              updatedAt: now,
            })
          : [],
      ),
      ...people.flatMap(({ user, session }) =>
        session?.activeTeam === undefined
          ? []
          : this.#insert("teamMember", {
              id: `${user.id}_team`,
              teamId: session.activeTeam,
              userId: user.id,
              createdAt: now,
            }),
      ),
    ];
  }

  #expiry({ expired, due }: NonNullable<Identity["session"]>, now: number): number {
    const { expiresIn, updateAge } = sessionSeconds(this.model.auth);
    if (expired) return now - 1000;
    return now + (expiresIn - (due ? updateAge + 60 : 0)) * 1000;
  }

  #table(name: string): AuthTableModel | undefined {
    return this.#tables.find((table) => table.name === name || table.name === `${name}s`);
  }

  /** Of the columns only those that the configured plugins bring. */
  #insert(name: string, values: Record<string, Cell>): string[] {
    const table = this.#table(name);
    if (!table) return [];
    const columns = table.columns.filter((column) => column.name in values);
    const names = columns.map(({ dbName }) => `"${dbName}"`).join(", ");
    const cells = columns.map((column) => sqlLiteral(values[column.name] ?? null)).join(", ");
    return [`INSERT INTO "${table.dbName}" (${names}) VALUES (${cells})`];
  }
}
