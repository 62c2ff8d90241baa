import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { candidates, DDL, jobs } from "../../testing/hiring-tables";
import { anonymous, caller, type TestDatabase, testDatabase } from "../../testing/table-harness";
import { authorize, bindResidual, compileAccess, holds, residualSql, settleChecks } from "./access";
import { columnsOf } from "./columns";
import { ApiError } from "./errors";
import type { Condition } from "./policy";
import type { RequestContext, RuntimeAccess } from "./types";

const mia = caller("mia", "o1", "member");

/** The role decision alone: passes, needs the record, or the code of the refusal. */
function decide(rule: RuntimeAccess, ctx: RequestContext): string {
  try {
    return authorize(compileAccess(rule, candidates), ctx) === true ? "pass" : "record";
  } catch (error) {
    return error instanceof ApiError ? error.envelope.code : String(error);
  }
}

describe("the role part", () => {
  const own: RuntimeAccess = { record: { createdBy: { equals: "$ctx.userId" } } };
  it.each<[string, RuntimeAccess, RequestContext, string]>([
    ["a role that is held", { roles: ["member"] }, mia, "pass"],
    ["a role that is not", { roles: ["admin"] }, mia, "ACCESS_ROLE_REQUIRED"],
    ["one of several roles held", { roles: ["recruiter"] }, caller("x", "o1", "admin", "recruiter"), "pass"],
    ["no clause at all", {}, mia, "ACCESS_ROLE_REQUIRED"],
    ["no role named", { roles: [] }, mia, "ACCESS_ROLE_REQUIRED"],
    ["an empty or", { or: [] }, mia, "ACCESS_ROLE_REQUIRED"],
    ["an empty and", { and: [] }, mia, "ACCESS_ROLE_REQUIRED"],
    ["an empty record clause", { record: {} }, mia, "ACCESS_ROLE_REQUIRED"],
    ["a record column without operators", { record: { stage: {} } }, mia, "ACCESS_ROLE_REQUIRED"],
    ["every clause must hold", { roles: ["member"], userRole: ["admin"] }, mia, "ACCESS_ROLE_REQUIRED"],
    ["a platform role", { userRole: ["admin"] }, { ...mia, userRole: "admin" }, "pass"],
    [
      "a platform admin has no organization role",
      { roles: ["admin"] },
      { ...mia, userRole: "admin" },
      "ACCESS_ROLE_REQUIRED",
    ],
    ["or needs one branch", { or: [{ roles: ["admin"] }, { roles: ["member"] }] }, mia, "pass"],
    ["or does not become and", { or: [{ roles: ["admin"] }, own] }, mia, "record"],
    ["and needs all", { and: [{ roles: ["member"] }, { roles: ["admin"] }] }, mia, "ACCESS_ROLE_REQUIRED"],
    [
      "a sibling of or counts too",
      { roles: ["admin"], or: [{ roles: ["member"] }] },
      mia,
      "ACCESS_ROLE_REQUIRED",
    ],
    ["PUBLIC for the signed in", { roles: ["PUBLIC"] }, mia, "pass"],
    ["PUBLIC for the anonymous", { roles: ["PUBLIC"] }, anonymous, "pass"],
    ["PUBLIC with a record clause", { roles: ["PUBLIC"], ...own }, anonymous, "record"],
    [
      "PUBLIC does not lift a userRole",
      { roles: ["PUBLIC"], userRole: ["admin"] },
      anonymous,
      "AUTH_MISSING",
    ],
    ["a role for the anonymous", { roles: ["member"] }, anonymous, "AUTH_MISSING"],
    [
      "a bare record clause for the anonymous",
      { record: { stage: { equals: "new" } } },
      anonymous,
      "AUTH_MISSING",
    ],
    ["a function for the anonymous", { check: () => true }, anonymous, "AUTH_MISSING"],
    [
      "PUBLIC beside another and",
      { and: [{ roles: ["PUBLIC"] }, { record: { stage: { equals: "new" } } }] },
      anonymous,
      "record",
    ],
  ])("%s", (_name, rule, ctx, expected) => {
    expect(decide(rule, ctx)).toBe(expected);
  });

  it("means the same when it stands alone in an and", async () => {
    const closed: RuntimeAccess = { record: { stage: { equals: "new" } } };
    const rule: RuntimeAccess = {
      or: [{ roles: ["PUBLIC"], record: { stage: { equals: "open" } } }, closed],
    };
    for (const wrapped of [rule, { and: [rule] }, { and: [{ and: [rule] }, closed] }]) {
      const residual = compileAccess(wrapped, candidates).residual(anonymous);
      expect(await holds(residual, anonymous, { stage: "new" })).toBe(false);
    }
  });

  it("does not let an anonymous caller through a branch that PUBLIC does not speak for", async () => {
    const rule: RuntimeAccess = {
      or: [
        { roles: ["PUBLIC"], record: { stage: { equals: "open" } } },
        { record: { stage: { equals: "new" } } },
      ],
    };
    const residual = authorize(compileAccess(rule, candidates), anonymous);
    expect(await holds(residual, anonymous, { stage: "open" })).toBe(true);
    expect(await holds(residual, anonymous, { stage: "new" })).toBe(false);
    expect(await holds(authorize(compileAccess(rule, candidates), mia), mia, { stage: "new" })).toBe(true);
  });

  it("asks functions with the record, and takes nothing but true for a yes", async () => {
    const ask = async (answer: unknown) => {
      const check = () => answer as boolean;
      return holds(authorize(compileAccess({ check }, candidates), mia), mia, {});
    };
    expect(await ask(true)).toBe(true);
    expect(await ask(Promise.resolve(true))).toBe(true);
    for (const answer of [false, 1, "yes", undefined, Promise.resolve(false)])
      expect(await ask(answer)).toBe(false);
  });
});

describe("record conditions in SQL and in memory", () => {
  let db: TestDatabase;
  const values = {
    title: ["a", "B", "10", "9", "", "\u{1F600}", "\uFFFD", "it's"],
    salary: [null, -1, 0, 9, 10, 100],
    remote: [null, true, false],
    opensAt: [null, new Date("2026-01-01T00:00:00Z"), new Date("2026-06-01T00:00:00Z")],
    code: [null, "mia", "o1", "$ctx.userId"],
  };

  beforeAll(async () => {
    db = await testDatabase(DDL);
    let n = 0;
    for (const [key, list] of Object.entries(values)) {
      for (const value of list) {
        const row = {
          id: `r${n++}`,
          organizationId: "o1",
          title: "t",
          createdAt: "x",
          modifiedAt: "x",
          [key]: value,
        };
        await db.orm.insert(jobs).values(row);
      }
    }
  });

  const scalars = [
    "a",
    "10",
    10,
    9,
    0,
    -1,
    true,
    false,
    null,
    "2026-01-01T00:00:00.000Z",
    "\u{1F600}",
    "\uFFFD",
    "",
  ];
  const paths = [
    "$ctx.userId",
    "$ctx.activeOrgId",
    "$ctx.absent",
    "$ctx.user.id",
    "$ctx.roles",
    "$ctx.constructor.name",
  ];
  const operands = [...scalars, ...paths];
  const operators = [
    "equals",
    "notEquals",
    "lessThan",
    "greaterThan",
    "lessThanOrEqual",
    "greaterThanOrEqual",
  ] as const;
  const lists = [
    [],
    [null],
    ["a", "10", 10],
    [true, null],
    ["$ctx.userId"],
    ["$ctx.absent", "a"],
    ["mia", "$ctx.absent"],
  ];
  const conditions: Condition[] = [
    ...operators.flatMap((operator) => operands.map((operand) => ({ [operator]: operand }))),
    ...lists.flatMap((list) => [{ in: list }, { notIn: list }]),
    { greaterThan: 0, lessThanOrEqual: 10 },
  ];

  async function bothWays(rule: RuntimeAccess, ctx: RequestContext) {
    const residual = await settleChecks(authorize(compileAccess(rule, jobs), ctx), ctx);
    const bound: Record<string, unknown> = {};
    bindResidual(residual, ctx, bound);
    const prepared = db.orm.select({ id: jobs.id }).from(jobs).where(residualSql(residual)).prepare();
    const direct = db.orm.select({ id: jobs.id }).from(jobs).where(residualSql(residual, ctx));
    const rows = await db.orm.select(columnsOf(jobs)).from(jobs);
    const inMemory = [];
    for (const row of rows) if (await holds(residual, ctx, row)) inMemory.push(row.id);
    const sorted = (found: { id: unknown }[]) => found.map(({ id }) => String(id)).sort();
    return {
      prepared: sorted(await prepared.all(bound)),
      direct: sorted(await direct),
      memory: inMemory.sort(),
    };
  }

  it.each(Object.keys(values))("agree on %s for every operator and operand", async (column) => {
    let matched = 0;
    for (const condition of conditions) {
      const { prepared, direct, memory } = await bothWays({ record: { [column]: condition } }, mia);
      expect(memory, JSON.stringify(condition)).toEqual(prepared);
      expect(direct, JSON.stringify(condition)).toEqual(prepared);
      matched += prepared.length;
    }
    expect(matched).toBeGreaterThan(30);
  });

  it.each<[string, Condition, number]>([
    ["an absent path never equals", { equals: "$ctx.absent" }, 0],
    ["nor differs", { notEquals: "$ctx.absent" }, 0],
    ["nor is outside a list", { notIn: ["$ctx.absent"] }, 0],
    ["NULL does not differ from a value", { notEquals: "mia" }, 2],
    ["NULL is outside no list", { notIn: ["mia"] }, 2],
    ["NULL is outside no empty list", { notIn: [] }, 3],
    ["a value is found by path", { equals: "$ctx.userId" }, 1],
    ["a list may name paths", { in: ["$ctx.userId", "$ctx.activeOrgId"] }, 2],
    ["equals null finds NULL", { equals: null }, 26],
    ["notEquals null finds values", { notEquals: null }, 3],
  ])("%s", async (_name, condition, count) => {
    const total = await db.orm.select({ n: sql<number>`count(*)` }).from(jobs);
    const expected = count === 26 ? Number(total[0]?.n) - 3 : count;
    expect((await bothWays({ record: { code: condition } }, mia)).prepared).toHaveLength(expected);
  });

  it("agree on nested branches", async () => {
    const rule: RuntimeAccess = {
      or: [
        { roles: ["admin"] },
        {
          and: [
            { record: { salary: { greaterThan: 5 } } },
            { or: [{ record: { salary: { lessThan: 50 } } }, { roles: ["owner"] }] },
          ],
        },
        { roles: ["member"], record: { code: { equals: "$ctx.userId" } } },
      ],
    };
    const found = await bothWays(rule, mia);
    expect(found.memory).toEqual(found.prepared);
    expect(found.prepared).toHaveLength(3);
    expect((await bothWays(rule, caller("x", "o1", "owner"))).prepared).toHaveLength(3);
    expect((await bothWays(rule, caller("x", "o1"))).prepared).toHaveLength(2);
  });
});
