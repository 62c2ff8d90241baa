import { beforeEach, describe, expect, it } from "vitest";
import { anonymous, caller, seed, type TestApp, testApp } from "../../testing/table-harness";

const admin = caller("adm", "o1", "admin");
const recruiter = caller("ann", "o1", "recruiter");
const member = caller("mia", "o1", "member");
const foreigner = caller("eve", "o2", "owner");
let app: TestApp;

beforeEach(async () => {
  app = await testApp();
  await seed(app.db);
});

const count = async (where: string) => (await app.db.sql(`select count(*) as n from ${where}`))[0]?.n;
const many = <T>(n: number, make: (index: number) => T) =>
  Array.from({ length: n }, (_, index) => make(index));
const atomic = { options: { atomic: true } };

describe("the envelope", () => {
  it.each(["POST", "PATCH", "DELETE"])("refuses an anonymous %s before anything is read", async (method) => {
    const answer = await app.call(anonymous, `${method} /jobs/batch`, "not json");
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe("AUTH_MISSING");
    expect(app.db.statements).toEqual([]);
  });

  it.each(["POST", "PATCH", "DELETE"])("refuses the role of %s before the database", async (method) => {
    const answer = await app.call(member, `${method} /jobs/batch`, { records: [] });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe("ACCESS_ROLE_REQUIRED");
    expect(app.db.statements).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["POST", {}, "records"],
    ["POST", { records: {} }, "records"],
    ["POST", { records: [], ids: [] }, "ids"],
    ["POST", { records: [], atomic: true }, "atomic"],
    ["POST", { records: [], options: { failFast: true } }, "options.failFast"],
    ["POST", { records: [], options: { atomic: 1 } }, "options.atomic"],
    ["POST", { records: [], options: [] }, "options"],
    ["DELETE", { records: [] }, "records"],
    ["DELETE", { ids: "j1" }, "ids"],
  ])("refuses %s %j", async (method, body, field) => {
    const answer = await app.call(admin, `${method} /jobs/batch`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: "VALIDATION_FAILED",
      details: { fields: { [field]: expect.anything() } },
    });
  });

  it.each([
    ["POST", "records"],
    ["PATCH", "records"],
    ["DELETE", "ids"],
  ])("%s answers an empty batch without a statement", async (method, key) => {
    const answer = await app.call(admin, `${method} /jobs/batch`, { [key]: [] });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: [],
      errors: [],
      meta: { total: 0, succeeded: 0, failed: 0, atomic: false },
    });
    expect(app.db.statements).toEqual([]);
  });

  it("refuses more than the limit, and an atomic batch where the table takes none", async () => {
    const records = many(101, (n) => ({ title: `Many ${n}` }));
    const answer = await app.call(admin, "POST /jobs/batch", { records });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "BATCH_SIZE_EXCEEDED", details: { max: 100, actual: 101 } });
    const boss = caller("boss", undefined);
    const three = { records: many(3, (n) => ({ id: `p${n}`, title: "x" })) };
    expect((await app.call(boss, "PATCH /postings/batch", three)).body).toMatchObject({
      details: { max: 2, actual: 3 },
    });
    const whole = await app.call(boss, "PATCH /postings/batch", { records: [], ...atomic });
    expect(whole.body).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it.each<[string, string, unknown[]]>([
    ["PATCH", "records", [{ id: "j1", title: "New" }, { title: "New" }, { id: "", title: "New" }]],
    ["DELETE", "ids", ["j1", null, ""]],
  ])("%s names the items without an id and does nothing", async (method, key, items) => {
    const answer = await app.call(admin, `${method} /jobs/batch`, { [key]: items });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "BATCH_MISSING_IDS", details: { indices: [1, 2] } });
    expect(app.db.statements).toEqual([]);
  });
});

describe("batch create", () => {
  it("creates 100 records of any width in one statement, in order", async () => {
    const records = many(100, (n) => ({
      title: `Job ${n}`,
      ...(n % 2 && {
        salary: n,
        remote: n % 3 === 0,
        code: `code "${n}" ü`,
        opensAt: "2026-05-01T10:00:00.000Z",
      }),
      ...(n % 5 === 0 && { parentId: "j1", salary: null }),
    }));
    const { status, body } = await app.call(admin, "POST /jobs/batch", { records });
    expect(status).toBe(201);
    expect(app.db.statements).toHaveLength(1);
    expect(body).toMatchObject({
      errors: [],
      meta: { total: 100, succeeded: 100, failed: 0, atomic: false },
    });
    const success = body.success as Record<string, unknown>[];
    expect(success.map(({ title }) => title)).toEqual(records.map(({ title }) => title));
    expect(success[0]).toMatchObject({
      organizationId: "o1",
      createdBy: "adm",
      status: "draft",
      salary: null,
      parentId: "j1",
      remote: null,
    });
    expect(success[3]).toMatchObject({
      salary: 3,
      remote: true,
      code: 'code "3" ü',
      opensAt: "2026-05-01T10:00:00.000Z",
    });
    expect(success[3]?.id).toMatch(/^jbs_[0-9a-f]{32}$/);
    // The same record, created alone, is the same row.
    const alone = (await app.call(admin, "POST /jobs", { ...records[3], code: "other" })).body;
    const rest = ({ id: _id, createdAt: _c, modifiedAt: _m, code: _code, ...row }: Record<string, unknown>) =>
      row;
    expect(rest(success[3] ?? {})).toEqual(rest(alone));
  });

  it("checks guards, body and keys of each item; the others are written", async () => {
    const records = [
      { jobId: "j1" },
      { jobId: "j1", createdBy: "me" },
      { jobId: "j1", extra: 1 },
      { jobId: 7 },
      { jobId: "j3" },
      { jobId: "absent" },
      { jobId: "j2", candidateId: "c3" },
      "j1",
      { jobId: "j2", candidateId: "c2" },
    ];
    const { status, body } = await app.call(recruiter, "POST /applications/batch", { records });
    expect(status).toBe(207);
    expect(body.meta).toEqual({ total: 9, succeeded: 2, failed: 7, atomic: false });
    expect(body.success as unknown[]).toMatchObject([{ jobId: "j1" }, { jobId: "j2", candidateId: "c2" }]);
    const errors = body.errors as { index: number; record: unknown; error: Record<string, unknown> }[];
    expect(errors.map(({ index, error }) => [index, error.code])).toEqual([
      [1, "GUARD_SYSTEM_MANAGED"],
      [2, "GUARD_FIELD_NOT_CREATEABLE"],
      [3, "VALIDATION_FAILED"],
      [4, "FK_NOT_FOUND"],
      [5, "FK_NOT_FOUND"],
      [6, "FK_NOT_FOUND"],
      [7, "VALIDATION_FAILED"],
    ]);
    expect(errors[3]?.record).toEqual({ jobId: "j3" });
    expect(errors[5]?.error.details).toEqual({ field: "candidateId" });
    // A foreign row and an absent one are told apart by nothing.
    expect(errors[3]?.error).toEqual(errors[4]?.error);
    expect(app.db.statements).toHaveLength(2);
    expect(await count("applications where organization_id = 'o1'")).toBe(4);
  });

  it("finds the records that break a constraint and writes the rest", async () => {
    const records = many(40, (n) => ({ title: `Job ${n}`, code: n === 7 || n === 31 ? "same" : `c${n}` }));
    const { status, body } = await app.call(admin, "POST /jobs/batch", { records });
    expect(status).toBe(207);
    expect(body.errors).toEqual([
      {
        index: 31,
        record: records[31],
        error: expect.objectContaining({ code: "UNIQUE_VIOLATION", layer: "database" }),
      },
    ]);
    expect(await count("jobs where title like 'Job %' and code is not null")).toBe(39);
    expect(app.db.statements.length).toBeLessThan(16);
  });

  it("an atomic batch keeps nothing when the last record breaks a constraint, and names it", async () => {
    const before = await count("jobs");
    const records = many(100, (n) => ({ title: `Job ${n}`, code: n === 62 ? "c3" : `c${n}` }));
    const { status, body } = await app.call(admin, "POST /jobs/batch", { records, ...atomic });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      details: {
        failedAt: 62,
        reason: expect.any(String),
        errorDetails: { code: "UNIQUE_VIOLATION", details: { column: "code" } },
      },
    });
    expect(await count("jobs")).toBe(before);
    const good = { records: records.filter((_record, n) => n !== 62), ...atomic };
    const again = await app.call(admin, "POST /jobs/batch", good);
    expect(again.status).toBe(201);
    expect(again.body.meta).toEqual({ total: 99, succeeded: 99, failed: 0, atomic: true });
    expect(await count("jobs")).toBe(Number(before) + 99);
  });

  it.each([
    [{ jobId: "j3" }, "FK_NOT_FOUND"],
    [{ jobId: "j1", stage: "hired" }, "GUARD_FIELD_NOT_CREATEABLE"],
    [{ jobId: 1 }, "VALIDATION_FAILED"],
  ])("an atomic batch with %j writes nothing", async (bad, code) => {
    const { status, body } = await app.call(recruiter, "POST /applications/batch", {
      records: [{ jobId: "j1" }, bad, { jobId: "j2" }],
      ...atomic,
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      details: { failedAt: 1, errorDetails: { code } },
    });
    expect(await count("applications")).toBe(3);
  });

  it("masks what the caller may not see, per row", async () => {
    const records = [{ name: "Ada", email: "ada@example.com", notes: "mine" }];
    const own = (await app.call(recruiter, "POST /candidates/batch", { records })).body.success;
    expect(own).toMatchObject([{ email: "ada@example.com", notes: "mine" }]);
    const updated = await app.call(recruiter, "PATCH /candidates/batch", {
      records: [{ id: "c1", name: "N" }],
    });
    expect(updated.body.success).toMatchObject([{ id: "c1", notes: "note 1" }]);
    await app.db.sql("update candidates set created_by = 'bob' where id = 'c1'");
    const refused = await app.call(recruiter, "PATCH /candidates/batch", {
      records: [{ id: "c1", name: "N" }],
    });
    expect(JSON.stringify(refused.body)).not.toContain("note 1");
  });
});

describe("batch update", () => {
  it("changes each record's own fields in one statement", async () => {
    const records = [
      { id: "j2", salary: null },
      { id: "j1", title: "First", remote: false },
    ];
    const { status, body } = await app.call(recruiter, "PATCH /jobs/batch", { records });
    expect(status).toBe(200);
    expect(app.db.statements).toHaveLength(1);
    expect(body.success).toMatchObject([
      { id: "j2", title: "Job 2", salary: null, remote: false, modifiedBy: "ann" },
      { id: "j1", title: "First", salary: 100, remote: false, modifiedBy: "ann" },
    ]);
  });

  it("tells a foreign, a deleted and an absent record apart by nothing", async () => {
    const records = ["j3", "gone", "nope"].map((id) => ({ id, title: "Taken" }));
    const { status, body } = await app.call(recruiter, "PATCH /jobs/batch", {
      records: [...records, { id: "j1", title: "Mine" }],
    });
    expect(status).toBe(207);
    const errors = body.errors as { error: { details: unknown } }[];
    expect(errors.map(({ error }) => error)).toEqual(
      records.map(({ id }) =>
        expect.objectContaining({ code: "FIREWALL_NOT_FOUND", layer: "firewall", details: { id } }),
      ),
    );
    expect(new Set(errors.map(({ error }) => JSON.stringify({ ...error, details: 0 }))).size).toBe(1);
    expect(await count("jobs where title = 'Taken'")).toBe(0);
    expect(await count("jobs where title = 'Mine'")).toBe(1);
    expect(app.db.statements.length).toBe(2);
  });

  it("holds record conditions per item, as on the single route", async () => {
    const records = ["c1", "c2", "c3"].map((id) => ({ id, name: "New" }));
    const { status, body } = await app.call(recruiter, "PATCH /candidates/batch", { records });
    expect(status).toBe(207);
    expect(body.success).toMatchObject([{ id: "c1", name: "New" }]);
    expect(body.errors).toMatchObject([
      { index: 1, error: { code: "ACCESS_CONDITION_FAILED" } },
      { index: 2, error: { code: "FIREWALL_NOT_FOUND" } },
    ]);
    expect((await app.call(admin, "PATCH /candidates/batch", { records: records.slice(0, 2) })).status).toBe(
      200,
    );
  });

  it("asks a function for each record", async () => {
    const boss = caller("boss", undefined);
    const records = ["p1", "p2"].map((id) => ({ id, title: "New" }));
    const { body } = await app.call(boss, "PATCH /postings/batch", { records });
    expect(body.success).toMatchObject([{ id: "p2", title: "New" }]);
    expect(body.errors).toMatchObject([{ index: 0, error: { code: "ACCESS_CONDITION_FAILED" } }]);
    expect(await count("postings where title = 'New'")).toBe(1);
    const other = await app.call(caller("other", undefined), "PATCH /postings/batch", { records });
    expect(other.body.meta).toMatchObject({ succeeded: 0, failed: 2 });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a protected field", { id: "c2", stage: "hired" }, "GUARD_FIELD_PROTECTED"],
    ["an immutable field", { id: "c2", email: "x@example.com" }, "GUARD_FIELD_IMMUTABLE"],
    ["the tenant", { id: "c2", organizationId: "o2" }, "GUARD_SYSTEM_MANAGED"],
    ["a wrong type", { id: "c2", name: 1 }, "VALIDATION_FAILED"],
    ["nothing", { id: "c2" }, "VALIDATION_FAILED"],
    ["an id of another type", { id: 5, name: "x" }, "VALIDATION_FAILED"],
    ["the same record again", { id: "c1", name: "x" }, "VALIDATION_FAILED"],
    ["a foreign record", { id: "c3", name: "x" }, "FIREWALL_NOT_FOUND"],
  ])("refuses %s; alone, or atomic with everything", async (_name, bad, code) => {
    const records = [{ id: "c1", name: "Good" }, bad];
    const whole = await app.call(admin, "PATCH /candidates/batch", { records, ...atomic });
    expect(whole.status).toBe(400);
    expect(whole.body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      details: { failedAt: 1, errorDetails: { code } },
    });
    expect(await count("candidates where name = 'Good'")).toBe(0);
    const each = await app.call(admin, "PATCH /candidates/batch", { records });
    expect(each.status).toBe(207);
    expect(each.body.errors).toMatchObject([{ index: 1, record: bad, error: { code } }]);
    expect(await count("candidates where name = 'Good'")).toBe(1);
  });

  it("an atomic batch is one transaction, its conditions inside", async () => {
    const records = [
      { id: "j1", code: "x" },
      { id: "j2", code: "y", parentId: "j1" },
    ];
    const good = await app.call(admin, "PATCH /jobs/batch", { records, ...atomic });
    expect(good.status).toBe(200);
    expect(good.body).toMatchObject({ success: [{ code: "x" }, { code: "y" }], meta: { atomic: true } });
    const unique = await app.call(admin, "PATCH /jobs/batch", {
      records: [
        { id: "j2", title: "Changed" },
        { id: "j1", code: "y" },
      ],
      ...atomic,
    });
    expect(unique.body).toMatchObject({
      details: { failedAt: 1, errorDetails: { code: "UNIQUE_VIOLATION" } },
    });
    const key = await app.call(admin, "PATCH /jobs/batch", {
      records: [
        { id: "j2", title: "Changed" },
        { id: "j1", parentId: "j3" },
      ],
      ...atomic,
    });
    expect(key.body).toMatchObject({ details: { failedAt: 1, errorDetails: { code: "FK_NOT_FOUND" } } });
    const condition = await app.call(recruiter, "PATCH /candidates/batch", {
      records: [
        { id: "c1", name: "Changed" },
        { id: "c2", name: "Changed" },
      ],
      ...atomic,
    });
    expect(condition.body).toMatchObject({
      details: { failedAt: 1, errorDetails: { code: "ACCESS_CONDITION_FAILED" } },
    });
    expect(await count("jobs where title = 'Changed'")).toBe(0);
    expect(await count("candidates where name = 'Changed'")).toBe(0);
  });
});

describe("batch delete", () => {
  it("marks records and their children, level by level, in one round trip", async () => {
    const { status, body } = await app.call(admin, "DELETE /jobs/batch", { ids: ["j1", "j2"] });
    expect(status).toBe(200);
    expect(body.success).toEqual([{ id: "j1" }, { id: "j2" }]);
    for (const table of ["jobs", "applications", "scores"]) {
      expect(await count(`${table} where deleted_by = 'adm'`)).toBe(2);
      expect(await count(`${table} where organization_id = 'o2' and deleted_at is not null`)).toBe(0);
    }
  });

  it("leaves alone what the firewall or a condition keeps, and its children", async () => {
    await app.db.sql("update candidates set stage = 'hired' where id = 'c2'");
    const ids = ["c1", "c2", "c3", "none", "c1"];
    const { status, body } = await app.call(admin, "DELETE /candidates/batch", { ids });
    expect(status).toBe(207);
    expect(body.success).toEqual([{ id: "c1" }]);
    expect(body.errors).toMatchObject([
      { index: 1, id: "c2", error: { code: "ACCESS_CONDITION_FAILED" } },
      { index: 2, id: "c3", error: { code: "FIREWALL_NOT_FOUND", details: { id: "c3" } } },
      { index: 3, id: "none", error: { code: "FIREWALL_NOT_FOUND", details: { id: "none" } } },
      { index: 4, id: "c1", error: { code: "VALIDATION_FAILED" } },
    ]);
    expect(await count("applications where deleted_at is not null")).toBe(1);
    expect(await count("candidates where deleted_at is not null")).toBe(1);
  });

  it.each(["c3", "none", "c2"])("an atomic batch with %s deletes nothing", async (bad) => {
    await app.db.sql("update candidates set stage = 'hired' where id = 'c2'");
    const whole = await app.call(admin, "DELETE /candidates/batch", { ids: ["c1", bad], ...atomic });
    expect(whole.status).toBe(400);
    expect(whole.body).toMatchObject({ code: "BATCH_ATOMIC_FAILED", details: { failedAt: 1 } });
    expect(await count("candidates where deleted_at is not null")).toBe(0);
    expect(await count("applications where deleted_at is not null")).toBe(0);
    expect((await app.call(admin, "DELETE /candidates/batch", { ids: ["c1"], ...atomic })).status).toBe(200);
  });

  it("removes rows where deletes are hard, in the hide mode too", async () => {
    const mine = caller("ann", "o1", "member");
    const { status, body } = await app.call(mine, "DELETE /interviews/batch", { ids: ["i1", "i2", "i3"] });
    expect(status).toBe(207);
    expect(body.success).toEqual([{ id: "i1" }]);
    expect(body.errors).toMatchObject([
      { index: 1, error: { code: "NOT_FOUND", details: { id: "i2" } } },
      { index: 2, error: { code: "NOT_FOUND", details: { id: "i3" } } },
    ]);
    expect(await app.db.sql("select id from interviews order by id")).toEqual([{ id: "i2" }, { id: "i3" }]);
  });

  it("reaches nothing of another tenant", async () => {
    const answer = await app.call(foreigner, "DELETE /jobs/batch", { ids: ["j1", "j2"] });
    expect(answer.body.meta).toMatchObject({ succeeded: 0, failed: 2 });
    expect(await count("jobs where deleted_at is not null")).toBe(1);
  });
});

it.each<[string, string, string, unknown]>([
  [
    "a record that changed hands",
    "update candidates set created_by = 'bob' where id = 'c1'",
    "PATCH /candidates/batch",
    {
      records: [
        { id: "mine", name: "Never" },
        { id: "c1", name: "Never" },
      ],
    },
  ],
  [
    "a record that was deleted",
    "update jobs set deleted_at = '2026' where id = 'j2'",
    "PATCH /jobs/batch",
    {
      records: [
        { id: "j1", title: "Never" },
        { id: "j2", title: "Never" },
      ],
    },
  ],
  [
    "the target of a key that was deleted",
    "update jobs set deleted_at = '2026' where id = 'j2'",
    "POST /applications/batch",
    { records: [{ jobId: "j1" }, { jobId: "j2" }] },
  ],
])("an atomic batch that races with %s writes nothing", async (_name, race, request, body) => {
  await app.db.sql(
    "insert into candidates (id, organization_id, name, email, created_by, created_at, modified_at) values ('mine', 'o1', 'M', 'm@example.com', 'ann', '2026', '2026')",
  );
  const run = app.db.batch;
  // The change comes after everything that is read and before the transaction.
  app.db.batch = async (statements) => {
    await app.db.sql(race);
    return run(statements);
  };
  const answer = await app.call(recruiter, request, { ...(body as object), ...atomic });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: "BATCH_ATOMIC_FAILED", details: { failedAt: 1 } });
  expect(await count("candidates where name = 'Never'")).toBe(0);
  expect(await count("jobs where title = 'Never'")).toBe(0);
  expect(await count("applications")).toBe(3);
});

it("finds records by their ids, not by reading the tenant's every row", async () => {
  await app.db.sql("create index candidates_org on candidates (organization_id, deleted_at)");
  await app.db.sql("create index applications_candidate on applications (candidate_id)");
  app.db.batched.length = 0;
  await app.call(admin, "PATCH /candidates/batch", {
    records: [
      { id: "c1", name: "New" },
      { id: "c2", notes: "x" },
    ],
    ...atomic,
  });
  await app.call(admin, "DELETE /candidates/batch", { ids: ["c1", "c2"], ...atomic });
  const ownSteps = [];
  for (const { sql, params } of app.db.batched) {
    const plan = await app.db.sql(
      `explain query plan ${sql}`,
      params.map((value) => (typeof value === "number" ? value : String(value))),
    );
    ownSteps.push(
      ...plan.map(({ detail }) => String(detail)).filter((detail) => / candidates\b/.test(detail)),
    );
  }
  expect(ownSteps.length).toBeGreaterThan(3);
  expect(ownSteps.filter((step) => !step.includes("(id=?)"))).toEqual([]);
});
