import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client";
import { field } from "../support/client";
import { code, create, hiringWorld, type World } from "../support/world";

let world: World;
let job: string;
let foreignJob: string;

beforeAll(async () => {
  world = await hiringWorld();
  job = await create(world.acme.owner, "jobs", { title: "Engineer", department: "R&D" });
  foreignJob = await create(world.evil.owner, "jobs", { title: "Villain", department: "R&D" });
});
afterAll(() => world.end());

const many = <T>(n: number, make: (index: number) => T) =>
  Array.from({ length: n }, (_, index) => make(index));
const batch = (client: Client, method: string, table: string, items: unknown[], atomic?: boolean) =>
  client.request(method, `/api/v1/${table}/batch`, {
    [method === "DELETE" ? "ids" : "records"]: items,
    ...(atomic !== undefined && { options: { atomic } }),
  });
const parts = (answer: { body: unknown }) =>
  answer.body as {
    success: Record<string, unknown>[];
    errors: { index: number; error: { code: string; details?: unknown } }[];
    meta: Record<string, unknown>;
  };
const codes = (answer: { body: unknown }) =>
  parts(answer).errors.map(({ index, error }) => [index, error.code]);
const count = async (where: string) =>
  (await world.worker.query("DB", `select count(*) as n from ${where}`))[0]?.n;
const candidates = (n: number, more: object = {}) =>
  many(n, (index) => ({ name: `Name ${index}`, email: `p${index}@example.com`, ...more }));

describe("a hundred records", () => {
  it("are created, changed and deleted", async () => {
    const { owner } = world.acme;
    const created = await batch(
      owner,
      "POST",
      "candidates",
      candidates(100, { phone: "5551234567", notes: "n", source: "agency" }),
    );
    expect(created.status).toBe(201);
    const rows = parts(created).success;
    expect(rows.map(({ name }) => name)).toEqual(candidates(100).map(({ name }) => name));
    expect(
      rows.every(
        ({ organizationId, createdBy }) => organizationId === world.acme.id && createdBy === owner.userId,
      ),
    ).toBe(true);

    const changes = rows.map(({ id }, index) =>
      index % 2 ? { id, name: `New ${index}` } : { id, notes: null, phone: `${index}` },
    );
    const changed = await batch(owner, "PATCH", "candidates", changes);
    expect(changed.status).toBe(200);
    expect(parts(changed).success[1]).toMatchObject({ name: "New 1", notes: "n" });
    expect(parts(changed).success[2]).toMatchObject({ name: "Name 2", notes: null, phone: "2" });

    const applications = rows.map(({ id }) => ({ jobId: job, candidateId: id }));
    const applied = await batch(owner, "POST", "applications", applications, true);
    expect(applied.status).toBe(201);

    const ids = rows.map(({ id }) => id);
    const deleted = await batch(owner, "DELETE", "candidates", ids, true);
    expect(deleted.status).toBe(200);
    expect(parts(deleted)).toMatchObject({
      errors: [],
      meta: { total: 100, succeeded: 100, failed: 0, atomic: true },
    });
    expect(await count("candidates where deleted_at is null")).toBe(0);
    expect(await count("applications where deleted_at is null")).toBe(0);
    expect((await owner.get(`/api/v1/candidates/${ids[0]}`)).status).toBe(403);
  });

  it("and one more are refused, as is a body over 1 MiB", async () => {
    const answer = await batch(world.acme.owner, "POST", "candidates", candidates(101));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "BATCH_SIZE_EXCEEDED", details: { max: 100, actual: 101 } });
    const large = await batch(
      world.acme.owner,
      "POST",
      "candidates",
      candidates(100, { notes: "x".repeat(11_000) }),
    );
    expect(large.status).toBe(413);
    expect(await count("candidates where deleted_at is null")).toBe(0);
    const nearly = await batch(
      world.acme.owner,
      "POST",
      "candidates",
      candidates(100, { notes: 'ü"\\'.repeat(1500) }),
    );
    expect(nearly.status).toBe(201);
    expect(parts(nearly).success[99]?.notes).toBe('ü"\\'.repeat(1500));
  });
});

describe("who may", () => {
  it.each(["POST", "PATCH", "DELETE"])(
    "%s: not the anonymous, not a member; the owner may",
    async (method) => {
      const items = method === "POST" ? [{ title: "Two", department: "X" }] : [];
      const anonymous = await batch(world.anonymous, method, "jobs", items);
      expect([anonymous.status, code(anonymous)]).toEqual([401, "AUTH_MISSING"]);
      const member = await batch(world.acme.member, method, "jobs", items);
      expect([member.status, code(member)]).toEqual([403, "ACCESS_ROLE_REQUIRED"]);
      const cross = await world.acme.owner.request(
        method,
        `/api/v1/jobs/batch?organizationId=${world.evil.id}`,
        { records: [] },
      );
      expect(code(cross)).toBe("ACCESS_CROSS_TENANT_FORBIDDEN");
      expect((await batch(world.acme.owner, method, "jobs", items)).status).toBe(
        method === "POST" ? 201 : 200,
      );
      expect((await batch(world.acme.recruiter, method, "jobs", [])).status).toBe(
        method === "DELETE" ? 403 : 200,
      );
    },
  );

  it("record conditions hold per item", async () => {
    const [mine, theirs] = await Promise.all([
      create(world.acme.recruiter, "candidates", { name: "Mine", email: "a@example.com" }),
      create(world.acme.owner, "candidates", { name: "Theirs", email: "b@example.com" }),
    ]);
    const changes = [mine, theirs].map((id) => ({ id, name: "Changed" }));
    const atomic = await batch(world.acme.recruiter, "PATCH", "candidates", changes, true);
    expect(atomic.body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      details: { failedAt: 1, errorDetails: { code: "ACCESS_CONDITION_FAILED" } },
    });
    expect(await count("candidates where name = 'Changed'")).toBe(0);
    const each = await batch(world.acme.recruiter, "PATCH", "candidates", changes);
    expect(each.status).toBe(207);
    expect(codes(each)).toEqual([[1, "ACCESS_CONDITION_FAILED"]]);
    expect(await count("candidates where name = 'Changed'")).toBe(1);
    expect((await batch(world.acme.owner, "PATCH", "candidates", changes)).status).toBe(200);
  });

  it("foreign, absent and deleted records look alike and stay as they are", async () => {
    const gone = await create(world.acme.owner, "jobs", { title: "Gone", department: "X" });
    await world.acme.owner.delete(`/api/v1/jobs/${gone}`);
    const ids = [foreignJob, "jbs_none", gone];
    const update = await batch(
      world.acme.owner,
      "PATCH",
      "jobs",
      ids.map((id) => ({ id, title: "Taken" })),
    );
    const remove = await batch(world.acme.owner, "DELETE", "jobs", ids);
    for (const answer of [update, remove]) {
      expect(answer.status).toBe(207);
      const errors = parts(answer).errors.map(({ error }) => ({ ...error, details: undefined }));
      expect(errors[0]?.code).toBe("FIREWALL_NOT_FOUND");
      expect(errors).toEqual([errors[0], errors[0], errors[0]]);
      expect(parts(answer).errors.map(({ error }) => error.details)).toEqual(ids.map((id) => ({ id })));
    }
    expect(await count(`jobs where id = '${foreignJob}' and title = 'Villain' and deleted_at is null`)).toBe(
      1,
    );
    const own = await batch(world.evil.owner, "PATCH", "jobs", [{ id: foreignJob, department: "Lair" }]);
    expect(own.status).toBe(200);
  });

  it("a foreign key to a foreign record is refused like one to none, per item and in bulk", async () => {
    const candidateId = await create(world.acme.owner, "candidates", { name: "K", email: "k@example.com" });
    const records = many(60, (n) => ({
      candidateId,
      jobId: n === 0 ? job : n % 2 ? foreignJob : "jbs_none",
    }));
    const answer = await batch(world.acme.owner, "POST", "applications", records);
    expect(answer.status).toBe(207);
    expect(parts(answer).meta).toMatchObject({ succeeded: 1, failed: 59 });
    const [first] = parts(answer).errors;
    expect(first?.error).toMatchObject({ code: "FK_NOT_FOUND", details: { field: "jobId" } });
    expect(
      parts(answer).errors.every(({ error }) => JSON.stringify(error) === JSON.stringify(first?.error)),
    ).toBe(true);
  });
});

describe("guards, bodies and masks", () => {
  it("are applied to each item as on the single route", async () => {
    const items: Record<string, unknown>[] = [
      { name: "Good", email: "g@example.com" },
      { name: "X", email: "x@example.com", createdBy: "me" },
      { name: "X", email: "x@example.com", organizationId: world.evil.id },
      { name: "X", email: "x@example.com", nickname: "x" },
      { name: "X", email: "no address" },
      { name: "X" },
    ];
    const answer = await batch(world.acme.owner, "POST", "candidates", items);
    expect(answer.status).toBe(207);
    for (const [index, item] of items.entries()) {
      const single = await world.acme.owner.post("/api/v1/candidates", item);
      const error = parts(answer).errors.find((candidate) => candidate.index === index)?.error;
      if (index === 0) expect([single.status, error]).toEqual([201, undefined]);
      else {
        const { requestId: _id, ...envelope } = single.body as Record<string, unknown>;
        expect(error).toEqual(envelope);
      }
    }
    const id = String(parts(answer).success[0]?.id);
    const updates = [
      { id, governmentId: "1" },
      { id: "c", email: "y@example.com" },
      { id: "d", modifiedBy: "me" },
      { id: "e" },
    ];
    expect(codes(await batch(world.acme.owner, "PATCH", "candidates", updates))).toEqual([
      [0, "GUARD_FIELD_IMMUTABLE"],
      [1, "GUARD_FIELD_NOT_UPDATABLE"],
      [2, "GUARD_SYSTEM_MANAGED"],
      [3, "VALIDATION_FAILED"],
    ]);
    const stage = [{ id: "a", stage: "hired" }];
    expect(codes(await batch(world.acme.owner, "PATCH", "applications", stage))).toEqual([
      [0, "GUARD_FIELD_PROTECTED"],
    ]);
    const named = [
      { id, name: "One" },
      { id, name: "Two" },
      { id: 7, name: "Three" },
    ];
    expect(codes(await batch(world.acme.owner, "PATCH", "candidates", named))).toEqual([
      [1, "VALIDATION_FAILED"],
      [2, "VALIDATION_FAILED"],
    ]);
  });

  it("hide from the answer what the caller may not see", async () => {
    const record = { name: "Ada", email: "ada@example.com", governmentId: "123-45-6789", notes: "mine" };
    const [byRecruiter] = parts(await batch(world.acme.recruiter, "POST", "candidates", [record])).success;
    const [byOwner] = parts(await batch(world.acme.owner, "POST", "candidates", [record])).success;
    expect(byRecruiter).toMatchObject({ governmentId: "*****6789", notes: "mine", email: "ada@example.com" });
    expect(byOwner).toMatchObject({ governmentId: "123-45-6789", notes: "mine" });
    const change = await batch(world.acme.recruiter, "PATCH", "candidates", [
      { id: byRecruiter?.id, name: "B" },
    ]);
    expect(parts(change).success).toMatchObject([{ name: "B", governmentId: "*****6789" }]);
  });
});

describe("an atomic batch", () => {
  it.each<[string, string, (id: string) => unknown[], string]>([
    [
      "POST",
      "applications",
      (id) => [
        { jobId: job, candidateId: id },
        { jobId: foreignJob, candidateId: id },
      ],
      "FK_NOT_FOUND",
    ],
    [
      "POST",
      "applications",
      (id) => [
        { jobId: job, candidateId: id },
        { jobId: job, candidateId: id, rating: 9 },
      ],
      "VALIDATION_FAILED",
    ],
    [
      "PATCH",
      "candidates",
      (id) => [
        { id, name: "Never" },
        { id: "cnd_none", name: "Never" },
      ],
      "FIREWALL_NOT_FOUND",
    ],
    ["DELETE", "candidates", (id) => [id, "cnd_none"], "FIREWALL_NOT_FOUND"],
  ])("%s of %s is rolled back when the last item fails", async (method, table, items, reason) => {
    const id = await create(world.acme.owner, "candidates", { name: "Stays", email: "s@example.com" });
    const before = await world.worker.query("DB", `select * from ${table} order by id`);
    const answer = await batch(world.acme.owner, method, table, items(id), true);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      layer: "validation",
      details: { failedAt: 1, reason: expect.any(String), errorDetails: { code: reason } },
    });
    expect(await world.worker.query("DB", `select * from ${table} order by id`)).toEqual(before);
    const alone = await batch(world.acme.owner, method, table, items(id).slice(0, 1), true);
    expect(alone.status).toBe(method === "POST" ? 201 : 200);
    expect(await world.worker.query("DB", `select * from ${table} order by id`)).not.toEqual(before);
  });

  it("says so in its answer, and refuses unknown options", async () => {
    const empty = await batch(world.acme.owner, "DELETE", "jobs", [], true);
    expect(empty.body).toMatchObject({ success: [], errors: [], meta: { total: 0, atomic: true } });
    const answer = await world.acme.owner.post("/api/v1/jobs/batch", {
      records: [],
      options: { failFast: true },
    });
    expect([answer.status, code(answer)]).toEqual([400, "VALIDATION_FAILED"]);
    const missing = await batch(world.acme.owner, "PATCH", "jobs", [{ title: "No id" }]);
    expect(field(missing.body, "details")).toEqual({ indices: [0] });
    expect(code(missing)).toBe("BATCH_MISSING_IDS");
  });
});
