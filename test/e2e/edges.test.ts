import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";
import { edgesProject, racingEntry } from "./edges-project";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let eve: Client;
let admin: Client;
let acme: string;

beforeAll(async () => {
  project = await createProject(edgesProject);
  await compileOrThrow(project);
  await project.write("src/racing.ts", racingEntry);
  worker = await bootWorker(project.root, { entry: "src/racing.ts" });
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  [owner, eve, admin] = [await person("owner"), await person("eve"), await person("admin")];
  acme = await owner.createOrganization("Acme");
  await eve.createOrganization("Evil");
  await worker.query("AUTH_DB", "UPDATE user SET role = 'admin' WHERE email = 'admin@example.com'");
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const stored = (id: string) => worker.query("DB", `SELECT title, parent_id FROM nodes WHERE id = '${id}'`);

describe("a batch of PUT", () => {
  const put = (records: unknown[], atomic: boolean, headers = {}) =>
    owner.request("PUT", "/api/v1/nodes/batch", { records, options: { atomic } }, headers);

  const family = (name: string) => [
    { id: name, title: "Root" },
    { id: `${name}-leaf`, title: "Leaf", parentId: name },
  ];

  it("looks up keys before it writes: a new record of the same batch is not there yet", async () => {
    const whole = await put(family("a"), true);
    expect([whole.status, code(whole)]).toEqual([400, "BATCH_ATOMIC_FAILED"]);
    expect(field(whole.body, "details")).toMatchObject({
      failedAt: 1,
      errorDetails: { code: "FK_NOT_FOUND" },
    });
    expect([await stored("a"), await stored("a-leaf")]).toEqual([[], []]);

    const each = await put(family("b"), false);
    expect(each.status).toBe(207);
    expect(each.body).toMatchObject({
      success: [{ id: "b" }],
      // By the time it asks for the reason, the parent is there: sent again, the item is taken.
      errors: [{ index: 1, error: { code: "BATCH_RECORD_CHANGED" } }],
    });
    expectOk(await put(family("b"), true));
    expect(await stored("b-leaf")).toEqual([{ title: "Leaf", parent_id: "b" }]);
  });

  it("tells of a record that another request changed while it wrote", async () => {
    await create(owner, "nodes", { id: "raced", title: "Before" });
    const records = [{ id: "raced", title: "After" }];
    const answer = await put(records, false, { "x-hides": "raced" });
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({
      success: [],
      errors: [{ index: 0, error: { code: "BATCH_RECORD_CHANGED", layer: "database" } }],
    });
    expect(await stored("raced")).toEqual([{ title: "Before", parent_id: null }]);
    const whole = await put(records, true, { "x-hides": "raced" });
    expect(whole.status).toBe(400);
    expect(field(whole.body, "details")).toMatchObject({ errorDetails: { code: "BATCH_RECORD_CHANGED" } });
    expectOk(await put(records, true));
  });
});

describe("a handler", () => {
  it("is given the scoped db, caller, record, input, services, the request and audit fields", async () => {
    await create(owner, "nodes", { id: "seen", title: "Seen" });
    const path = "/api/v1/nodes/seen/given";
    const { auditFields, ...rest } = expectOk(await owner.post(path, { word: "hi" })) as Record<
      string,
      unknown
    >;
    expect(rest).toEqual({
      reads: "function",
      rawDb: "none",
      caller: [owner.userId, ["owner"]],
      record: "Seen",
      word: "hi",
      path,
      binding: true,
    });
    const now = expect.stringMatching(/^\d{4}-.*Z$/);
    const by = owner.userId;
    expect(auditFields).toEqual({ createdAt: now, createdBy: by, modifiedAt: now, modifiedBy: by });
  });

  it("of a stream answers as it likes: status, headers and body are its own", async () => {
    const answer = await owner.get("/api/v1/nodes/poem?lines=one&lines=two");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([203, "text/x-poem"]);
    expect(answer.body).toBe("one;two;");
  });
});

describe("what a handler throws by way of Hono", () => {
  it.each([
    [404, 404],
    [418, 400],
  ])("%s is answered in the envelope as %s", async (thrown, status) => {
    const answer = await owner.post("/api/v1/nodes/refuse", { status: thrown });
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      error: "Not in these words",
      code: "REQUEST_REFUSED",
      requestId: answer.headers.get("x-request-id"),
    });
  });

  it("a failure keeps its words to itself", async () => {
    const answer = await owner.post("/api/v1/nodes/refuse", { status: 503 });
    expect([answer.status, code(answer)]).toEqual([500, "INTERNAL_SERVER_ERROR"]);
    expect(JSON.stringify(answer.body)).not.toContain("these words");
  });
});

describe("an unsafe action across tenants", () => {
  const path = "/api/v1/nodes/retitle";
  const trail = () => worker.query("AUDIT_DB", "SELECT * FROM audit_events ORDER BY created_at");

  it("reaches every organization for a platform admin, and each call leaves its row", async () => {
    await create(owner, "nodes", { id: "ours", title: "Misspelt" });
    await create(eve, "nodes", { id: "theirs", title: "Misspelt" });
    const input = { from: "Misspelt", to: "Correct" };

    expect((await new Client(worker.url).post(path, input)).status).toBe(401);
    const refused = await owner.post(path, input);
    expect([refused.status, code(refused)]).toEqual([403, "ACCESS_ADMIN_REQUIRED"]);
    expect(await stored("ours")).toEqual([{ title: "Misspelt", parent_id: null }]);

    const done = await admin.post(path, input);
    expect(done.status).toBe(200);
    expect((done.body as { id: string }[]).map(({ id }) => id).sort()).toEqual(["ours", "theirs"]);
    for (const [client, id] of [
      [owner, "ours"],
      [eve, "theirs"],
    ] as const)
      expect(rows(await client.get("/api/v1/nodes")).find((row) => row.id === id)?.title).toBe("Correct");

    const common = {
      action_name: "retitle",
      target_scope: "all",
      unsafe_reason: "Correct a name everywhere",
    };
    expect(await trail()).toMatchObject([
      { ...common, actor_user_id: null, result: "denied", error_code: "AUTH_MISSING" },
      { ...common, actor_user_id: owner.userId, result: "denied", error_code: "ACCESS_ADMIN_REQUIRED" },
      {
        ...common,
        actor_user_id: admin.userId,
        actor_user_role: "admin",
        actor_org_id: null,
        result: "success",
        row_count: 2,
        request_id: done.headers.get("x-request-id"),
      },
    ]);
  });

  it("names in its row the organization and the record that it was about", async () => {
    await create(owner, "nodes", { id: "about", title: "About" });
    const call = `/api/v1/nodes/about/inspect?organizationId=${acme}`;
    expect((await admin.post(call, {})).body).toMatchObject([{ id: "about" }]);
    expect((await trail()).at(-1)).toMatchObject({
      action_name: "inspect",
      resource: "nodes",
      operation: "POST",
      target_scope: "organization",
      target_org_id: acme,
      target_record_id: "about",
      actor_org_id: acme,
      result: "success",
      row_count: 1,
    });
  });

  it("answers nothing when its row cannot be written", async () => {
    await worker.query("AUDIT_DB", "ALTER TABLE audit_events RENAME TO elsewhere");
    const answer = await admin.post(path, { from: "Correct", to: "Again" });
    expect([answer.status, code(answer)]).toEqual([500, "ACCESS_AUDIT_LOG_FAILED"]);
    await worker.query("AUDIT_DB", "ALTER TABLE elsewhere RENAME TO audit_events");
  });
});

it("rows that the anonymous write, change and delete are signed by the system", async () => {
  const anonymous = new Client(worker.url);
  const path = "/api/v1/suggestions";
  const made = expectOk(await anonymous.post(path, { id: "s1", text: "More light" }));
  expect(made).toMatchObject({ createdBy: "system", modifiedBy: "system", deletedBy: null });
  expectOk(await owner.patch(`${path}/s1`, { text: "Less light" }));
  expectOk(await anonymous.patch(`${path}/s1`, { text: "No light" }));
  expectOk(await anonymous.delete(`${path}/s1`));
  const [row] = await worker.query("DB", "SELECT * FROM suggestions");
  expect(row).toMatchObject({ created_by: "system", modified_by: "system", deleted_by: "system" });
  expect(row?.deleted_at).toBe(row?.modified_at);
});

it("a list has pages of its table's own sizes", async () => {
  for (const id of ["p1", "p2", "p3"]) await create(owner, "suggestions", { id, text: id });
  const limit = async (query: string) =>
    field(field((await owner.get(`/api/v1/suggestions${query}`)).body, "pagination"), "limit");
  expect([await limit(""), await limit("?limit=2"), await limit("?limit=50")]).toEqual([1, 2, 2]);
});
