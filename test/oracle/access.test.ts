import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import { compileAccess, holds } from "../../compiler/runtime/src/lib/access";
import type { AccessFunction, RequestContext, RuntimeAccess } from "../../compiler/runtime/src/lib/types";
import { generateAccess } from "./generate/access";
import { admits, isPublic, mayAsk } from "./judge/access";
import { isRefusal, type Standing, standingOf } from "./judge/standing";
import { callers } from "./people";
import { Prng } from "./prng";
import type { AccessSpec, Row, TableSpec } from "./spec";

const notes = sqliteTable("notes", {
  id: text("id"),
  rank: integer("rank"),
  active: integer("active", { mode: "boolean" }),
  createdBy: text("created_by"),
});

const table: TableSpec = {
  name: "notes",
  columns: [
    { key: "id", sqlName: "id", kind: "text", notNull: true },
    { key: "rank", sqlName: "rank", kind: "integer", notNull: false },
    { key: "active", sqlName: "active", kind: "boolean", notNull: false },
  ],
  firewall: {},
  crud: {},
  guards: false,
  masking: {},
  views: {},
  validation: {},
  actions: [],
};

const functions: Record<NonNullable<AccessSpec["fn"]>, AccessFunction> = {
  signedIn: (ctx) => ctx.userId !== undefined,
  ownRole: (ctx) => ctx.roles.includes("owner"),
  author: (ctx, record) => record !== undefined && record.createdBy === ctx.userId,
};

function policyOf({ fn, or, and, ...rule }: AccessSpec): RuntimeAccess {
  if (fn) return { check: functions[fn] };
  return { ...rule, ...(or && { or: or.map(policyOf) }), ...(and && { and: and.map(policyOf) }) };
}

function contextOf({
  authenticated,
  roles,
  orgId,
  teamId,
  userId,
  userRole,
  email,
  name,
}: Standing): RequestContext {
  const user = userId && { userId, user: { id: userId, email: email ?? "", name: name ?? "" } };
  return {
    authenticated,
    roles,
    ...(orgId !== undefined && { activeOrgId: orgId }),
    ...(teamId !== undefined && { activeTeamId: teamId }),
    ...(userRole !== undefined && { userRole }),
    ...(user || {}),
  };
}

/** Deep trees are rare over HTTP; in memory there is time for many. */
it("rules in memory agree with the judge on 20,000 trees", async () => {
  const random = new Prng(1);
  const wrong: unknown[] = [];
  for (let count = 0; count < 20_000; count++) {
    const rule = generateAccess(random, table, true);
    const access = compileAccess(policyOf(rule), notes);
    if (access.admitsAnonymous !== isPublic(rule)) wrong.push({ rule, isPublic: access.admitsAnonymous });
    const caller = random.pick(callers);
    const who = standingOf(caller, undefined, isPublic(rule));
    if (isRefusal(who)) continue;
    const row: Row = {
      id: "n1",
      rank: random.pick([null, 0, 1, 2, 3]),
      active: random.pick([null, true, false]),
      createdBy: random.pick([null, "user_member", "user_owner"]),
    };
    const ctx = contextOf(who);
    const residual = access.residual(ctx);
    const passes = await holds(residual, ctx, row);
    if (passes !== admits(rule, who, row, table)) wrong.push({ caller: caller.name, rule, row, passes });
    if ((residual !== false) !== mayAsk(rule, who)) wrong.push({ caller: caller.name, rule, asks: residual });
  }
  expect(wrong).toEqual([]);
});
