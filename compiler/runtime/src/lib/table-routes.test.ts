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

const ids = (rows: { id?: unknown }[]) => rows.map((row) => row.id);

describe("authentication", () => {
  it.each([
    "GET /jobs",
    "GET /jobs/j1",
    "POST /jobs",
    "PATCH /jobs/j1",
    "DELETE /jobs/j1",
    "GET /candidates/views/directory",
  ])("refuses an anonymous caller on %s before reading the body or the database", async (request) => {
    const answer = await app.call(anonymous, request, request.startsWith("P") ? "not json" : undefined);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: "AUTH_MISSING", layer: "authentication" });
    expect(app.db.statements).toEqual([]);
  });

  it("refuses a role before the database is touched, and admits a member holding several roles", async () => {
    const refused = await app.call(member, "POST /jobs", { title: "New job" });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: "ACCESS_ROLE_REQUIRED", details: { current: ["member"] } });
    expect(app.db.statements).toEqual([]);
    const both = caller("mia", "o1", "member", "recruiter");
    expect((await app.call(both, "POST /jobs", { title: "New job" })).status).toBe(201);
  });

  it("needs an active organization", async () => {
    const answer = await app.call(caller("mia", undefined), "GET /jobs");
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe("ORG_REQUIRED");
  });
});

describe("list", () => {
  it("shows the caller's rows only, newest first, in one statement", async () => {
    const { status, body } = await app.call(member, "GET /jobs");
    expect(status).toBe(200);
    expect(ids(body.data)).toEqual(["j2", "j1"]);
    expect(body.pagination).toEqual({ limit: 50, offset: 0, count: 2 });
    expect(app.db.statements).toHaveLength(1);
    expect(ids((await app.call(foreigner, "GET /jobs")).body.data)).toEqual(["j3"]);
  });

  it("prepares the statement of a shape once and binds each caller's values", async () => {
    await app.call(member, "GET /jobs?salary.gt=150");
    const other = await app.call(foreigner, "GET /jobs?salary.gt=299");
    expect(ids(other.body.data)).toEqual(["j3"]);
    expect(new Set(app.db.statements).size).toBe(1);
  });

  it.each([
    ["title=Job 1", ["j1"]],
    ["title.ne=Job 1", ["j2"]],
    ["salary.gt=100", ["j2"]],
    ["salary.gte=100", ["j2", "j1"]],
    ["salary.lt=200", ["j1"]],
    ["salary.lte=200", ["j2", "j1"]],
    ["title.like=JOB", ["j2", "j1"]],
    ["title.like=%25", []],
    ["title.like=_ob", []],
    ["id.in=j1,j3", ["j1"]],
    ["remote=true", ["j1"]],
    ["remote=false", ["j2"]],
    ["search=job 2", ["j2"]],
    ["sort=title", ["j1", "j2"]],
    ["sort=-title", ["j2", "j1"]],
    ["sort=title&order=desc", ["j2", "j1"]],
    ["sort=status,-salary", ["j2", "j1"]],
    ["limit=1", ["j2"]],
    ["limit=1&offset=1", ["j1"]],
  ])("%s", async (query, expected) => {
    const { status, body } = await app.call(member, `GET /jobs?${query.replaceAll(" ", "%20")}`);
    expect(status).toBe(200);
    expect(ids(body.data)).toEqual(expected);
  });

  it("counts with total=true, also on an empty page past the end", async () => {
    expect((await app.call(member, "GET /jobs?total=true&limit=1")).body.pagination).toEqual({
      limit: 1,
      offset: 0,
      count: 1,
      total: 2,
    });
    expect((await app.call(member, "GET /jobs?total=true&offset=9")).body.pagination).toMatchObject({
      count: 0,
      total: 2,
    });
    expect((await app.call(member, "GET /jobs?total=true&title=none")).body.pagination).toMatchObject({
      count: 0,
      total: 0,
    });
  });

  it.each([
    "nope=1",
    "title.nope=1",
    "sort=nope",
    "fields=id,nope",
    "salary=abc",
    "limit=abc",
    "order=up",
    "total=1",
    "total=anything",
    "salary.like=1",
    "toString=1",
  ])("refuses %s", async (query) => {
    const { status, body } = await app.call(member, `GET /jobs?${query}`);
    expect(status).toBe(400);
    expect(body.code).toBe("VALIDATION_FAILED");
  });

  it("names the valid fields when one is unknown", async () => {
    const { body } = await app.call(member, "GET /jobs?nope=1");
    expect(body.details.valid).toContain("salary");
  });

  it("finds more than 100 ids in one list", async () => {
    const many = Array.from({ length: 150 }, (_, n) => `x${n}`).join();
    expect(ids((await app.call(member, `GET /jobs?id.in=${many},j1`)).body.data)).toEqual(["j1"]);
  });

  it("returns only the fields asked for", async () => {
    const { body } = await app.call(member, "GET /jobs?fields=title,id&limit=1");
    expect(body.data).toEqual([{ id: "j2", title: "Job 2" }]);
  });

  it("filters by the record conditions of a PUBLIC branch, and shows everything to a platform admin", async () => {
    const open = await app.call(anonymous, "GET /postings");
    expect(open.status).toBe(200);
    expect(ids(open.body.data)).toEqual(["p1"]);
    const root = { ...caller("root", undefined), userRole: "admin" };
    expect((await app.call(root, "GET /postings")).body.data).toHaveLength(3);
  });
});

describe("masks on reads", () => {
  it("masks by role on list, get and views, and shows the owner their own notes", async () => {
    const masked = await app.call(member, "GET /candidates/c1");
    expect(masked.body).toMatchObject({ email: "p******@e******.com", notes: "[REDACTED]" });
    const own = await app.call(recruiter, "GET /candidates?sort=name");
    expect(own.body.data).toMatchObject([
      { email: "person1@example.com", notes: "note 1" },
      { email: "person2@example.com", notes: "[REDACTED]" },
    ]);
    const view = await app.call(recruiter, "GET /candidates/views/contact?sort=name");
    expect(view.body).toMatchObject({ view: "contact", fields: ["id", "name", "email"] });
    expect(view.body.data[0]).toEqual({ id: "c1", name: "Name 1", email: "person1@example.com" });
  });

  it("knows the owner although the answer leaves the owner column out", async () => {
    const { body } = await app.call(recruiter, "GET /candidates?fields=id,notes&sort=name");
    expect(body.data).toEqual([
      { id: "c1", notes: "note 1" },
      { id: "c2", notes: "[REDACTED]" },
    ]);
  });

  it.each([
    "email=person1@example.com",
    "email=x",
    "email.like=person",
    "email.nope=1",
    "sort=email",
    "sort=-name,email",
    "notes.gt=a",
  ])("refuses a masked column in %s, whatever the value", async (query) => {
    const { status, body } = await app.call(member, `GET /candidates?${query}`);
    expect(status).toBe(400);
    expect(body.code).toBe("VALIDATION_FAILED");
    expect(body.details.valid).not.toContain("email");
  });

  it("answers a filter on a masked column the same for a hit and a miss", async () => {
    const hit = await app.call(member, "GET /candidates?email=person1@example.com");
    const miss = await app.call(member, "GET /candidates?email=nobody@example.com");
    expect(hit.body).toEqual(miss.body);
    expect(ids((await app.call(admin, "GET /candidates?email=person1@example.com")).body.data)).toEqual([
      "c1",
    ]);
  });

  it("leaves masked columns out of search", async () => {
    expect((await app.call(member, "GET /candidates?search=person1")).body.data).toEqual([]);
    expect(ids((await app.call(admin, "GET /candidates?search=person1")).body.data)).toEqual(["c1"]);
  });

  it("does not filter or sort a view by columns outside it", async () => {
    expect((await app.call(admin, "GET /candidates/views/directory?email=x")).status).toBe(400);
    expect((await app.call(admin, "GET /candidates/views/directory?sort=email")).status).toBe(400);
    expect((await app.call(admin, "GET /candidates/views/directory?fields=email")).status).toBe(400);
    expect((await app.call(admin, "GET /candidates/views/directory?name=Name%201")).body.data).toEqual([
      { id: "c1", name: "Name 1" },
    ]);
  });

  it("keeps a view from those without its roles", async () => {
    expect((await app.call(member, "GET /candidates/views/contact")).status).toBe(403);
  });
});

describe("get", () => {
  it("answers absent, foreign and deleted rows alike", async () => {
    const answers = await Promise.all([
      app.call(member, "GET /jobs/none"),
      app.call(member, "GET /jobs/j3"),
      app.call(member, "GET /jobs/gone"),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).toEqual(answers[0]?.body);
      expect(body.code).toBe("FIREWALL_NOT_FOUND");
    }
    expect((await app.call(member, "GET /jobs/j1")).body).toMatchObject({ id: "j1", title: "Job 1" });
  });

  it("hides instead of revealing where the firewall says so, and lets elevated roles past the owner", async () => {
    const hidden = await app.call(member, "GET /interviews/i1");
    expect([hidden.status, hidden.body.code]).toEqual([404, "NOT_FOUND"]);
    expect((await app.call(recruiter, "GET /interviews/i1")).status).toBe(200);
    expect((await app.call(admin, "GET /interviews/i1")).status).toBe(200);
    expect((await app.call(admin, "GET /interviews/i3")).status).toBe(404);
  });

  it("tells a failing condition from an absent row", async () => {
    expect((await app.call(anonymous, "GET /postings/p1")).status).toBe(200);
    expect((await app.call(anonymous, "GET /postings/p2")).body.code).toBe("ACCESS_CONDITION_FAILED");
    expect((await app.call(anonymous, "GET /postings/none")).body.code).toBe("FIREWALL_NOT_FOUND");
  });

  it("answers 304 to a known ETag, and a different one per caller's masks", async () => {
    const first = await app.call(admin, "GET /candidates/c1");
    const tag = first.headers.get("ETag") ?? "";
    expect(tag).toMatch(/^W\/"[0-9a-f]{16}"$/);
    expect(first.headers.get("Cache-Control")).toBe("no-cache");
    const again = await app.call(admin, "GET /candidates/c1", undefined, { "If-None-Match": tag });
    expect([again.status, again.body]).toEqual([304, { text: "" }]);
    const masked = await app.call(member, "GET /candidates/c1", undefined, { "If-None-Match": tag });
    expect(masked.status).toBe(200);
  });
});

describe("organizationId", () => {
  const root = { ...caller("root", "o1", "member"), userRole: "admin" };

  it("is refused to ordinary users and gives a platform admin their roles there, with that tenant's masks", async () => {
    const refused = await app.call(recruiter, "GET /candidates?organizationId=o2");
    expect(refused.body.code).toBe("ACCESS_CROSS_TENANT_FORBIDDEN");
    const reached = await app.call(root, "GET /candidates/c3?organizationId=o2");
    expect(reached.body).toMatchObject({ id: "c3", email: "p******@e******.com" });
    expect((await app.call(root, "GET /candidates/c3")).status).toBe(403);
  });
});

describe("create", () => {
  it("stamps id, tenant and audit columns in one statement", async () => {
    const { status, body } = await app.call(recruiter, "POST /jobs", {
      title: "Engineer",
      remote: null,
      opensAt: "2026-05-01T00:00:00Z",
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      organizationId: "o1",
      title: "Engineer",
      status: "draft",
      remote: null,
      createdBy: "ann",
      modifiedBy: "ann",
      deletedAt: null,
    });
    expect(body.id).toMatch(/^jbs_[0-9a-f]{32}$/);
    expect(body.opensAt).toBe("2026-05-01T00:00:00.000Z");
    expect(app.db.statements).toHaveLength(1);
  });

  it("stamps the owner", async () => {
    const { body } = await app.call(member, "POST /interviews", { feedback: "good" });
    expect(body).toMatchObject({ ownerId: "mia", organizationId: "o1" });
    expect((await app.call(member, `GET /interviews/${body.id}`)).status).toBe(200);
  });

  it.each([
    [{ organizationId: "o2" }, "GUARD_SYSTEM_MANAGED"],
    [{ createdBy: "x" }, "GUARD_SYSTEM_MANAGED"],
    [{ id: "mine" }, "GUARD_SYSTEM_MANAGED"],
    [{ stage: "hired" }, "GUARD_FIELD_PROTECTED"],
    [{ stage: "hired", organizationId: "o2" }, "GUARD_SYSTEM_MANAGED"],
    [{ unheard: 1 }, "GUARD_FIELD_NOT_CREATEABLE"],
    [{ name: 5 }, "VALIDATION_FAILED"],
    [{ email: "no address" }, "VALIDATION_FAILED"],
  ])("refuses %o with %s", async (extra, code) => {
    const { status, body } = await app.call(admin, "POST /candidates", {
      name: "N",
      email: "n@example.com",
      ...extra,
    });
    expect([status, body.code]).toEqual([400, code]);
    expect(app.db.statements).toEqual([]);
  });

  it("names the actions that may change a protected field, and the fields that do not fit", async () => {
    const guarded = await app.call(admin, "POST /candidates", { stage: "x" });
    expect(guarded.body.details).toEqual({ fields: ["stage"], actions: ["advance", "reject"] });
    const invalid = await app.call(admin, "POST /candidates", { name: "N" });
    expect(invalid.body.details.fields).toHaveProperty("email");
  });

  it.each(["[]", "null", "5"])("refuses the body %s", async (body) => {
    expect((await app.call(admin, "POST /jobs", body)).body.code).toBe("VALIDATION_FAILED");
  });

  it("refuses a body that is not JSON", async () => {
    expect((await app.call(admin, "POST /jobs", "{")).body.code).toBe("INVALID_JSON");
  });

  it("checks foreign keys inside the tenant: absent, foreign and deleted rows answer alike", async () => {
    const answers = [];
    for (const jobId of ["none", "j3", "gone"])
      answers.push(await app.call(admin, "POST /applications", { jobId }));
    for (const answer of answers) {
      expect([answer.status, answer.body.code, answer.body.details]).toEqual([
        400,
        "FK_NOT_FOUND",
        { field: "jobId" },
      ]);
      expect(answer.body).toEqual(answers[0]?.body);
    }
    const both = await app.call(admin, "POST /applications", { jobId: "j1", candidateId: "c3" });
    expect(both.body.details).toEqual({ field: "candidateId" });
    app.db.statements.length = 0;
    expect((await app.call(admin, "POST /applications", { jobId: "j1", candidateId: "c2" })).status).toBe(
      201,
    );
    expect((await app.call(admin, "POST /applications", { jobId: "j1", candidateId: null })).status).toBe(
      201,
    );
    expect(app.db.statements).toHaveLength(2);
  });

  it("answers a unique violation without the value", async () => {
    await app.call(foreigner, "POST /jobs", { title: "Theirs", code: "SECRET-CODE" });
    const { status, body } = await app.call(admin, "POST /jobs", { title: "Ours", code: "SECRET-CODE" });
    expect([status, body.code, body.details.column]).toEqual([409, "UNIQUE_VIOLATION", "code"]);
    expect(JSON.stringify(body)).not.toContain("SECRET");
  });

  it("masks the answer of a write too", async () => {
    const { body } = await app.call(recruiter, "POST /candidates", {
      name: "N",
      email: "n@example.com",
      notes: "mine",
    });
    expect(body.notes).toBe("mine");
    const changed = await app.call(recruiter, `PATCH /candidates/${body.id}`, { name: "M" });
    expect(changed.body).toMatchObject({ name: "M", notes: "mine" });
  });
});

describe("update", () => {
  it("changes a row in one statement and stamps who did", async () => {
    const { status, body } = await app.call(recruiter, "PATCH /jobs/j1", { title: "Changed", remote: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: "Changed", remote: null, modifiedBy: "ann", salary: 100 });
    expect(app.db.statements).toHaveLength(1);
  });

  it("refuses foreign rows like absent ones and leaves them alone", async () => {
    const foreign = await app.call(recruiter, "PATCH /jobs/j3", { title: "Stolen" });
    const absent = await app.call(recruiter, "PATCH /jobs/none", { title: "Stolen" });
    expect(foreign.body).toEqual(absent.body);
    expect(foreign.body.code).toBe("FIREWALL_NOT_FOUND");
    expect(await app.db.sql("select title from jobs where id = 'j3'")).toEqual([{ title: "Job 3" }]);
  });

  it("keeps or as or: the recruiter only their own, the admin any", async () => {
    expect((await app.call(recruiter, "PATCH /candidates/c1", { name: "A" })).status).toBe(200);
    const refused = await app.call(recruiter, "PATCH /candidates/c2", { name: "A" });
    expect([refused.status, refused.body.code]).toEqual([403, "ACCESS_CONDITION_FAILED"]);
    expect((await app.call(admin, "PATCH /candidates/c2", { name: "A" })).status).toBe(200);
    expect((await app.call(recruiter, "PATCH /candidates/c3", { name: "A" })).body.code).toBe(
      "FIREWALL_NOT_FOUND",
    );
  });

  it.each([
    [{ email: "new@example.com" }, "GUARD_FIELD_IMMUTABLE"],
    [{ stage: "hired" }, "GUARD_FIELD_PROTECTED"],
    [{ organizationId: "o2", email: "x" }, "GUARD_SYSTEM_MANAGED"],
    [{ unheard: 1 }, "GUARD_FIELD_NOT_UPDATABLE"],
    [{}, "VALIDATION_FAILED"],
  ])("refuses %o with %s", async (body, code) => {
    expect((await app.call(admin, "PATCH /candidates/c1", body)).body.code).toBe(code);
  });

  it("checks a changed foreign key inside the tenant", async () => {
    const refused = await app.call(admin, "PATCH /applications/a1", { jobId: "j3" });
    expect([refused.status, refused.body.code]).toEqual([400, "FK_NOT_FOUND"]);
    expect((await app.call(admin, "PATCH /applications/a1", { jobId: "j2" })).body.jobId).toBe("j2");
  });

  it("asks a function rule with the record", async () => {
    const boss = caller("boss", undefined);
    expect((await app.call(boss, "PATCH /postings/p2", { title: "T" })).status).toBe(200);
    expect((await app.call(boss, "PATCH /postings/p1", { title: "T" })).body.code).toBe(
      "ACCESS_CONDITION_FAILED",
    );
    expect((await app.call(member, "PATCH /postings/p2", { title: "T" })).body.code).toBe(
      "ACCESS_CONDITION_FAILED",
    );
    expect((await app.call(anonymous, "PATCH /postings/p2", { title: "T" })).status).toBe(401);
  });
});

describe("delete", () => {
  const alive = async (table: string) =>
    (await app.db.sql(`select id from ${table} where deleted_at is null order by id`)).map((row) => row.id);

  it("marks the row and its children through every level, inside the tenant", async () => {
    await app.db.sql(
      "insert into jobs (id, organization_id, title, parent_id, created_at, modified_at) values ('j1a','o1','Sub','j1','x','x'), ('j1b','o1','Subsub','j1a','x','x')",
    );
    await app.db.sql(
      "insert into applications (id, organization_id, job_id, created_at, modified_at) values ('a9','o1','j1b','x','x'), ('planted','o2','j1','x','x')",
    );
    expect((await app.call(admin, "DELETE /jobs/j1")).body).toEqual({ success: true });
    expect(await alive("jobs")).toEqual(["j2", "j3"]);
    expect(await alive("applications")).toEqual(["a2", "a3", "planted"]);
    expect(await alive("scores")).toEqual(["s2", "s3"]);
    expect(await alive("candidates")).toEqual(["c1", "c2", "c3"]);
    expect(await app.db.sql("select deleted_by from scores where id = 's1'")).toEqual([
      { deleted_by: "adm" },
    ]);
    expect((await app.call(admin, "GET /jobs/j1")).status).toBe(403);
  });

  it("reaches nothing in its own table by way of a row that was deleted before or is another tenant's", async () => {
    await app.db.sql(
      "insert into jobs (id, organization_id, title, parent_id, deleted_at, created_at, modified_at) values ('dead','o1','D','j1','x','x','x'), ('far','o2','F','j1',null,'x','x'), ('below','o1','B','dead',null,'x','x'), ('beyond','o1','B','far',null,'x','x')",
    );
    expect((await app.call(admin, "DELETE /jobs/j1")).status).toBe(200);
    expect(await alive("jobs")).toEqual(["below", "beyond", "far", "j2", "j3"]);
  });

  it("leaves the children alone when the parent was refused", async () => {
    await app.db.sql("update candidates set stage = 'hired' where id = 'c1'");
    const refused = await app.call(admin, "DELETE /candidates/c1");
    expect(refused.body.code).toBe("ACCESS_CONDITION_FAILED");
    expect((await app.call(admin, "DELETE /jobs/j3")).body.code).toBe("FIREWALL_NOT_FOUND");
    expect((await app.call(admin, "DELETE /jobs/gone")).body.code).toBe("FIREWALL_NOT_FOUND");
    expect(await alive("applications")).toEqual(["a1", "a2", "a3"]);
    expect((await app.call(admin, "DELETE /candidates/c2")).status).toBe(200);
    expect(await alive("applications")).toEqual(["a1", "a3"]);
  });

  it("removes the row where the mode is hard", async () => {
    expect((await app.call(member, "DELETE /interviews/i1")).status).toBe(404);
    expect((await app.call(recruiter, "DELETE /interviews/i1")).status).toBe(200);
    expect(await app.db.sql("select id from interviews order by id")).toEqual([{ id: "i2" }, { id: "i3" }]);
  });
});
