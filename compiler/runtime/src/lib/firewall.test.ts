import { describe, expect, it } from "vitest";
import { DDL, interviews, jobs } from "../../testing/hiring-tables";
import { anonymous, caller, seed, testDatabase } from "../../testing/table-harness";
import { residualSql } from "./access";
import { ApiError } from "./errors";
import { compileFirewall } from "./firewall";
import type { FirewallPolicy } from "./policy";
import type { RequestContext } from "./types";

const open: FirewallPolicy = { scopes: [], errorMode: "reveal", exception: false };
const organization = { kind: "organization", column: "organizationId", source: "activeOrgId" } as const;
const owner = { kind: "owner", column: "ownerId", source: "userId" } as const;

async function visible(policy: FirewallPolicy, ctx: RequestContext): Promise<string[]> {
  const db = await testDatabase(DDL);
  await seed(db);
  const rows = await db.orm
    .select({ id: interviews.id })
    .from(interviews)
    .where(compileFirewall(policy, interviews).condition(ctx));
  return rows.map(({ id }) => id).sort();
}

describe("compileFirewall", () => {
  it("shows nothing where neither a scope nor an exception is given", async () => {
    expect(await visible(open, caller("ann", "o1", "owner"))).toEqual([]);
    expect(await visible({ ...open, exception: true }, anonymous)).toEqual(["i1", "i2", "i3"]);
  });

  it("joins scopes with and; an absent context value matches no row", async () => {
    const both = { ...open, scopes: [organization, owner] };
    expect(await visible(both, caller("bob", "o1"))).toEqual(["i2"]);
    expect(await visible(both, caller("bob", undefined))).toEqual([]);
    expect(await visible(both, anonymous)).toEqual([]);
    expect(
      await visible({ ...open, scopes: [{ ...organization, source: "constructor" }] }, caller("bob", "o1")),
    ).toEqual([]);
  });

  it("stamps the caller's scopes, or says what is missing", () => {
    const firewall = compileFirewall({ ...open, scopes: [organization, owner] }, interviews);
    expect(firewall.stamp(caller("bob", "o1"))).toEqual({ organizationId: "o1", ownerId: "bob" });
    const code = (ctx: RequestContext) => {
      try {
        return firewall.stamp(ctx);
      } catch (error) {
        return error instanceof ApiError ? error.envelope.code : error;
      }
    };
    expect(code(caller("bob", undefined))).toBe("ORG_REQUIRED");
    expect(code({ ...anonymous, activeOrgId: "o1" })).toBe("AUTH_MISSING");
  });

  it("takes the team for tenant: in the rows, in cascades, in new rows, and in what a request needs", async () => {
    const team = { kind: "team", column: "ownerId", source: "activeTeamId" } as const;
    const policy = { ...open, scopes: [organization, team] };
    const inTeam = { ...caller("eve", "o1"), activeTeamId: "bob" };
    expect(await visible(policy, inTeam)).toEqual(["i2"]);
    expect(await visible(policy, caller("eve", "o1"))).toEqual([]);
    const firewall = compileFirewall(policy, interviews);
    expect(firewall.stamp(inTeam)).toEqual({ organizationId: "o1", ownerId: "bob" });
    const { orm } = await testDatabase(DDL);
    const { params } = orm.select().from(interviews).where(firewall.tenant(inTeam)).toSQL();
    expect(params).toEqual(["o1", "bob"]);
    expect(() => firewall.requireTenant(inTeam)).not.toThrow();
    for (const [ctx, code] of [
      [caller("eve", "o1"), "TEAM_REQUIRED"],
      [{ ...caller("eve", "o1"), activeTeamId: "" }, "TEAM_REQUIRED"],
      [caller("eve", undefined), "ORG_REQUIRED"],
    ] as const)
      for (const ask of [firewall.requireTenant, firewall.stamp])
        expect(() => ask(ctx)).toThrow(
          expect.objectContaining({ envelope: expect.objectContaining({ code }) }),
        );
  });

  it("refuses a policy that names a column the table does not have", () => {
    expect(() => compileFirewall({ ...open, scopes: [owner] }, jobs)).toThrow('"ownerId"');
  });
});

it("a function that was not asked denies in SQL", async () => {
  const db = await testDatabase(DDL);
  await seed(db);
  const rows = db.orm
    .select()
    .from(jobs)
    .where(residualSql({ kind: "check", check: () => true }));
  expect(await rows).toEqual([]);
});
