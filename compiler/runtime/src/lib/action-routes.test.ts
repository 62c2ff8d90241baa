import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { applications, candidates, jobs } from "../../testing/hiring-tables";
import { anonymous, caller, seed, type TestApp, testApp } from "../../testing/table-harness";
import { actionRoute, featureActions } from "./action-routes";
import { ActionError, type ActionExecutor, defineActions } from "./actions";
import type { RuntimeAccess } from "./types";

const admin = caller("adm", "o1", "admin");
const recruiter = caller("ann", "o1", "recruiter");
const member = caller("mia", "o1", "member");
const root = { ...caller("root", undefined), userRole: "admin" };
const staff = { roles: ["admin", "recruiter"] };
const none = z.object({});

const reject: ActionExecutor<typeof candidates, { reason: string }> = async ({ db, record, input }) =>
  db
    .update(candidates)
    .set({ stage: "rejected", notes: input.reason })
    .where(eq(candidates.id, record.id))
    .returning();

const actions = defineActions(candidates, {
  advance: {
    description: "Next stage",
    input: z.object({ to: z.string().min(2) }),
    access: staff,
    execute: async ({ db, record, input }) => {
      if (record.stage === input.to)
        throw new ActionError("Already there", "SAME_STAGE", 409, { stage: input.to, since: 2n ** 64n });
      const [row] = await db
        .update(candidates)
        .set({ stage: input.to })
        .where(eq(candidates.id, record.id))
        .returning();
      return row;
    },
  },
  hire: {
    description: "Hire",
    input: none,
    access: { ...staff, record: { stage: { equals: "offer" } } },
    execute: () => ({ hired: true }),
  },
  own: {
    description: "Own or admin",
    input: none,
    access: {
      or: [{ roles: ["admin"] }, { roles: ["recruiter"], record: { createdBy: { equals: "$ctx.userId" } } }],
    },
    execute: ({ record }) => ({ id: record.id }),
  },
  reject: {
    description: "Reject",
    input: z.object({ reason: z.string() }),
    access: staff,
    handler: "./handlers/reject",
  },
  stats: {
    description: "Count",
    standalone: true,
    method: "GET",
    input: z.object({
      min: z.number().optional(),
      tag: z.array(z.string()).optional(),
      open: z.boolean().optional(),
    }),
    access: { roles: ["admin", "recruiter", "member"] },
    execute: async ({ db, input }) => ({ count: await db.$count(candidates), input }),
  },
  everyone: {
    description: "Nested rows of two tables",
    standalone: true,
    input: none,
    access: { roles: ["member", "recruiter"] },
    execute: async ({ db }) => ({
      rows: await db
        .select()
        .from(applications)
        .innerJoin(candidates, eq(candidates.id, applications.candidateId)),
      raw: { mail: "x", email: "someone@example.com", deep: [{ notes: "private", createdBy: "ann" }] },
    }),
  },
  contact: {
    description: "Ask",
    standalone: true,
    input: z.object({ email: z.email(), password: z.string().optional() }),
    access: { roles: ["PUBLIC"] },
    execute: async ({ input, db }) => {
      if (input.email === "fail@example.com") throw new Error("secret detail");
      return { received: true, visible: (await db.select().from(jobs)).length };
    },
  },
  open: {
    description: "Open a job twice",
    standalone: true,
    input: none,
    access: staff,
    execute: async ({ db }) =>
      db.batch([
        db.insert(jobs).values({ title: "One", code: "c-1", createdAt: "", modifiedAt: "" }),
        db.insert(jobs).values({ title: "Two", code: "c-1", createdAt: "", modifiedAt: "" }),
      ]),
  },
  purge: {
    description: "Across tenants",
    standalone: true,
    input: none,
    access: { userRole: ["admin"] },
    unsafe: true,
    execute: async ({ rawDb }) => ({ jobs: (await rawDb?.select().from(jobs))?.length }),
  },
  csv: {
    description: "File",
    standalone: true,
    method: "GET",
    responseType: "file",
    input: none,
    access: staff,
    // Fetched: its headers are the network's, and read only.
    execute: () => fetch("data:text/csv,a,b"),
  },
  recordless: {
    description: "A record rule without a record",
    standalone: true,
    input: none,
    access: { or: [{ roles: ["admin"] }, { roles: ["member"], record: { deletedAt: { equals: null } } }] },
    execute: () => ({ ran: true }),
  },
  leak: {
    description: "Response",
    standalone: true,
    input: none,
    access: staff,
    execute: () => Response.json({ email: "a@b.co" }),
  },
  safe: {
    description: "No rawDb",
    standalone: true,
    input: none,
    access: staff,
    execute: ({ rawDb }) => ({ raw: rawDb !== undefined }),
  },
});

/** The actions here write plain rules; the compiler turns functions into policies too. */
const plainRule = z.custom<RuntimeAccess>((access) => typeof access === "object");

const policies = (Object.keys(actions) as (keyof typeof actions)[]).map((name) => {
  const definition = actions[name];
  return {
    policy: {
      name,
      access: plainRule.parse(definition.access),
      standalone: definition.standalone === true,
      ...(definition.method && { method: definition.method }),
      ...(definition.responseType && { responseType: definition.responseType }),
      audited: name === "contact" || name === "purge",
      ...(name === "purge" && {
        unsafe: { reason: "Cleanup", adminOnly: true, crossTenant: true, targetScope: "all" as const },
      }),
    },
    definition: name === "reject" ? { ...actions.reject, execute: reject } : definition,
  };
});

let app: TestApp;
beforeEach(async () => {
  app = await testApp(policies);
  await seed(app.db);
});
afterEach(() => vi.restoreAllMocks());

const events = () => app.audit.sql("select * from audit_events order by created_at, id");

describe("record actions", () => {
  it("run inside the tenant and answer the handler's result", async () => {
    const { status, body } = await app.call(recruiter, "POST /candidates/c1/advance", { to: "offer" });
    expect([status, body.stage, body.modifiedBy]).toEqual([200, "offer", "ann"]);
  });

  it("run a handler from its own file", async () => {
    const { body } = await app.call(admin, "POST /candidates/c1/reject", { reason: "no" });
    expect(body).toMatchObject([{ stage: "rejected", notes: "no" }]);
  });

  it("refuse in the order sign-in, role, input, firewall, record", async () => {
    const refusal = async (...args: Parameters<TestApp["call"]>) => (await app.call(...args)).body.code;
    expect(await refusal(anonymous, "POST /candidates/c1/advance", "not json")).toBe("AUTH_MISSING");
    expect(await refusal(member, "POST /candidates/c1/advance", {})).toBe("ACCESS_ROLE_REQUIRED");
    expect(app.db.statements).toEqual([]);
    expect(await refusal(recruiter, "POST /candidates/c1/advance", { to: "x" })).toBe("VALIDATION_FAILED");
    expect(await refusal(recruiter, "POST /candidates/c3/advance", { to: "offer" })).toBe(
      "FIREWALL_NOT_FOUND",
    );
    expect(await refusal(recruiter, "POST /candidates/none/advance", { to: "offer" })).toBe(
      "FIREWALL_NOT_FOUND",
    );
    expect(await refusal(recruiter, "POST /candidates/c1/hire", {})).toBe("ACCESS_CONDITION_FAILED");
    await app.db.sql("update candidates set stage = 'offer' where id = 'c1'");
    expect((await app.call(recruiter, "POST /candidates/c1/hire", {})).body).toEqual({ hired: true });
  });

  it("keep or as or, and $ctx as the caller", async () => {
    expect((await app.call(recruiter, "POST /candidates/c1/own")).status).toBe(200);
    expect((await app.call(recruiter, "POST /candidates/c2/own")).body.code).toBe("ACCESS_CONDITION_FAILED");
    expect((await app.call(admin, "POST /candidates/c2/own")).status).toBe(200);
    expect((await app.call(member, "POST /candidates/c1/own")).body.code).toBe("ACCESS_ROLE_REQUIRED");
  });

  it("answer an ActionError with its status, code and details", async () => {
    const { status, body } = await app.call(admin, "POST /candidates/c1/advance", { to: "new" });
    expect([status, body]).toEqual([
      409,
      {
        error: "Already there",
        code: "SAME_STAGE",
        details: { stage: "new", since: "18446744073709551616" },
      },
    ]);
  });
});

describe("standalone actions", () => {
  it("take GET input from the query, in the schema's types", async () => {
    const { body } = await app.call(member, "GET /candidates/stats?min=5&tag=a&open=true");
    expect(body).toEqual({ count: 2, input: { min: 5, tag: ["a"], open: true } });
    expect((await app.call(member, "GET /candidates/stats?tag=a&tag=b")).body.input).toEqual({
      tag: ["a", "b"],
    });
    expect((await app.call(member, "GET /candidates/stats?min=abc")).body.code).toBe("VALIDATION_FAILED");
  });

  it("never satisfy a record condition", async () => {
    expect((await app.call(member, "POST /candidates/recordless", {})).body.code).toBe(
      "ACCESS_CONDITION_FAILED",
    );
    expect((await app.call(admin, "POST /candidates/recordless", {})).body).toEqual({ ran: true });
  });

  it("mask what they return, however deep, for every table they touched", async () => {
    const { body } = await app.call(member, "POST /candidates/everyone", {});
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/person\d@|someone@|private|note \d/);
    expect(body.raw).toEqual({
      mail: "x",
      email: "s******@e******.com",
      deep: [{ notes: "[REDACTED]", createdBy: "ann" }],
    });
    const seen = await app.call(recruiter, "POST /candidates/everyone", {});
    expect(seen.body.raw).toEqual({
      mail: "x",
      email: "someone@example.com",
      deep: [{ notes: "private", createdBy: "ann" }],
    });
  });

  it("mask a touched table's columns in an action of another feature", async () => {
    const route = actionRoute(
      {
        name: "mails",
        standalone: true,
        method: "POST",
        path: "/mails",
        access: { roles: ["member", "admin"] },
        responseType: "json",
        audited: false,
      },
      defineActions(null, {
        mails: {
          description: "",
          standalone: true,
          input: none,
          access: {},
          execute: ({ db }) => db.select({ email: candidates.email }).from(candidates),
        },
      }).mails,
    );
    app = await testApp([], [featureActions({ path: "reports", actions: [route] })]);
    await seed(app.db);
    expect((await app.call(member, "POST /reports/mails", {})).body).toMatchObject([
      { email: "p******@e******.com" },
      {},
    ]);
    expect((await app.call(admin, "POST /reports/mails", {})).body).toMatchObject([
      { email: "person1@example.com" },
      {},
    ]);
  });

  it("pass a Response through for files only, and give rawDb to unsafe actions only", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const file = await app.call(admin, "GET /candidates/csv");
    expect([file.headers.get("Content-Type"), file.body]).toEqual(["text/csv", { text: "a,b" }]);
    const leak = await app.call(admin, "POST /candidates/leak", {});
    expect([leak.status, leak.body.code]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    expect((await app.call(admin, "POST /candidates/safe", {})).body).toEqual({ raw: false });
  });
});

describe("a constraint that a handler breaks", () => {
  it("answers like a broken constraint of the table's own routes, and nothing is written", async () => {
    const { status, body } = await app.call(admin, "POST /candidates/open");
    expect([status, body.code, body.details.column]).toEqual([409, "UNIQUE_VIOLATION", "code"]);
    expect(JSON.stringify(body)).not.toContain("c-1");
    expect(await app.db.sql("select id from jobs where code = 'c-1'")).toEqual([]);
  });
});

describe("audited actions", () => {
  it("leave a row per call: success, denied and error, without secrets", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const headers = { "cf-connecting-ip": "10.0.0.1" };
    const answer = await app.call(
      anonymous,
      "POST /candidates/contact",
      { email: "a@example.com", password: "hunter2" },
      headers,
    );
    expect(answer.body).toEqual({ received: true, visible: 0 });
    const [row] = await events();
    expect(row).toMatchObject({
      action_name: "contact",
      resource: "candidates",
      result: "success",
      operation: "POST",
      request_id: "request-1",
      actor_user_id: null,
      row_count: 1,
    });
    expect(JSON.parse(String(row?.metadata))).toMatchObject({
      ip: "10.0.0.1",
      input: { email: "a@example.com", password: "[REDACTED]" },
    });

    await app.call(anonymous, "POST /candidates/contact", { email: "no" });
    await app.call(anonymous, "POST /candidates/contact", { email: "fail@example.com" });
    await app.call(member, "POST /candidates/purge", {});
    expect((await app.call(root, "POST /candidates/purge", {})).body).toEqual({ jobs: 4 });
    const found = (await events()).map((event) => [event.action_name, event.result, event.error_code]).sort();
    expect(found).toEqual([
      ["contact", "denied", "VALIDATION_FAILED"],
      ["contact", "error", "INTERNAL_SERVER_ERROR"],
      ["contact", "success", null],
      ["purge", "denied", "ACCESS_ROLE_REQUIRED"],
      ["purge", "success", null],
    ]);
    expect(JSON.stringify(await events())).not.toMatch(/hunter2|secret detail/);
    const purge = (await events()).find(
      (event) => event.result === "success" && event.action_name === "purge",
    );
    expect(purge).toMatchObject({ unsafe_reason: "Cleanup", target_scope: "all", actor_user_id: "root" });
  });

  it("are not answered when the row cannot be written", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await app.audit.sql("drop table audit_events");
    const { status, body } = await app.call(anonymous, "POST /candidates/contact", {
      email: "a@example.com",
    });
    expect([status, body.code]).toEqual([500, "ACCESS_AUDIT_LOG_FAILED"]);
    const unbound = await testApp(policies, [], { audit: false });
    expect(
      (await unbound.call(anonymous, "POST /candidates/contact", { email: "a@example.com" })).body.code,
    ).toBe("ACCESS_AUDIT_LOG_FAILED");
  });
});
