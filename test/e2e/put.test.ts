import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { batchProject, texts } from "../support/batch-project";
import { Client } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { countingEntry, countStatements } from "../support/statements";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code } from "../support/world";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let admin: Client;
let member: Client;
let eve: Client;

beforeAll(async () => {
  project = await createProject(batchProject);
  await compileOrThrow(project);
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  [owner, admin, member, eve] = [
    await person("owner"),
    await person("admin"),
    await person("member"),
    await person("eve"),
  ];
  const acme = await owner.createOrganization("Acme");
  await owner.invite(admin, "admin", acme);
  await owner.invite(member, "member", acme);
  await eve.createOrganization("Evil");
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const put = (client: Client, id: string, body: unknown) =>
  client.request("PUT", `/api/v1/products/${id}`, body);
const putMany = (client: Client, records: unknown[], atomic = false) =>
  client.request("PUT", "/api/v1/products/batch", { records, options: { atomic } });
const statements = (answer: { headers: Headers }) => Number(answer.headers.get("x-statements"));
const stored = async (id: string) =>
  (await worker.query("DB", `select * from products where id = '${id}'`))[0];
const wide = {
  name: "Wide",
  stock: 7,
  price: 0.1,
  active: true,
  seenAt: "2026-05-01T10:00:00.000Z",
  tags: ["a", { b: null }],
  photo: "AAEC/w==",
  note: "quotes \"'\\ and ü \u{1F600} \n",
  ...Object.fromEntries(texts.map((name) => [name, `value of ${name}`])),
};

describe("PUT /:id", () => {
  it("creates with 201 and replaces with 200", async () => {
    const created = await put(owner, "p1", wide);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...wide, photo: expect.anything(), id: "p1" });
    expect(statements(created)).toBe(2);
    const replaced = await put(owner, "p1", { name: "Plain" });
    expect(replaced.status).toBe(200);
    expect(statements(replaced)).toBe(2);
    expect(replaced.body).toMatchObject({
      name: "Plain",
      stock: 5,
      price: null,
      tags: null,
      text0: null,
      createdBy: owner.userId,
    });
  });

  it("is refused to those who may not, and admits those who may", async () => {
    expect((await put(new Client(worker.url), "p2", { name: "x" })).status).toBe(401);
    expect(code(await put(member, "p2", { name: "x" }))).toBe("ACCESS_ROLE_REQUIRED");
    expect(code(await put(admin, "p2", { name: "x", stock: 10 }))).toBe("ACCESS_CONDITION_FAILED");
    expect(await stored("p2")).toBeUndefined();
    expect((await put(admin, "p2", { name: "x", stock: 9, note: "n" })).body).toMatchObject({
      note: "[REDACTED]",
    });
    expect((await put(owner, "p2", { name: "x", stock: 50 })).status).toBe(200);
    expect(code(await put(admin, "p2", { name: "y" }))).toBe("ACCESS_CONDITION_FAILED");
  });

  it("leaves a foreign record and a deleted one alone", async () => {
    await put(eve, "theirs", { name: "Theirs" });
    const before = await stored("theirs");
    const answer = await put(owner, "theirs", { name: "Taken" });
    expect([answer.status, code(answer)]).toEqual([403, "FIREWALL_NOT_FOUND"]);
    expect(await stored("theirs")).toEqual(before);
    expect((await put(eve, "theirs", { name: "Mine" })).status).toBe(200);
  });

  it("takes no system field, and no other id than the path's", async () => {
    for (const more of [{ organizationId: "x" }, { createdBy: "x" }, { deletedAt: "2026" }])
      expect(code(await put(owner, "p3", { name: "x", ...more }))).toBe("GUARD_SYSTEM_MANAGED");
    expect(code(await put(owner, "p3", { id: "p4", name: "x" }))).toBe("VALIDATION_FAILED");
    expect(await stored("p3")).toBeUndefined();
    expect((await put(owner, "p3", { id: "p3", name: "x" })).status).toBe(201);
  });
});

describe("batches of a wide table", () => {
  it("hold the same values as single requests do, 100 at a time", async () => {
    const single = await put(owner, "alone", wide);
    const records = Array.from({ length: 100 }, (_, n) => ({
      id: `w${n}`,
      ...(n % 2 ? wide : { name: "Short" }),
    }));
    const created = await owner.post("/api/v1/products/batch", { records, options: { atomic: true } });
    expect(created.status).toBe(201);
    expect(statements(created)).toBe(2);
    const put100 = await putMany(
      owner,
      records.map(({ id, ...rest }) => ({ id: `v${id}`, ...rest })),
    );
    expect(put100.status).toBe(200);
    const again = await putMany(
      owner,
      records.map(({ id }) => ({ id: `v${id}`, ...wide })),
      true,
    );
    expect(again.status).toBe(200);
    expect(statements(again)).toBe(2);
    const timeless = (row: Record<string, unknown> = {}) => {
      const { id: _id, created_at: _c, modified_at: _m, ...rest } = row;
      return rest;
    };
    for (const id of ["w1", "vw1", "vw2"])
      expect(timeless(await stored(id))).toEqual(timeless(await stored("alone")));
    expect(await stored("w2")).toMatchObject({ name: "Short", stock: 5, text3: null, photo: null });
    expect(single.status).toBe(201);
  });

  it("follow batchCreate's own access, and batchUpdate: false", async () => {
    expect((await admin.post("/api/v1/products", { id: "a1", name: "x" })).status).toBe(201);
    expect(code(await admin.post("/api/v1/products/batch", { records: [{ id: "a2", name: "x" }] }))).toBe(
      "ACCESS_ROLE_REQUIRED",
    );
    const none = await owner.patch("/api/v1/products/batch", { records: [{ id: "a1", name: "y" }] });
    expect(none.body).not.toMatchObject({ meta: {} });
    expect((await stored("a1"))?.name).toBe("x");
  });

  it("put each or nothing", async () => {
    const records = [
      { id: "b1", name: "B", sku: "s" },
      { id: "theirs", name: "B" },
      { id: "b2", name: "B", sku: "s" },
    ];
    const whole = await putMany(owner, records, true);
    expect(whole.body).toMatchObject({ code: "BATCH_ATOMIC_FAILED", details: { failedAt: 1 } });
    const constraint = await putMany(
      owner,
      records.filter(({ id }) => id !== "theirs"),
      true,
    );
    expect(constraint.body).toMatchObject({
      details: { failedAt: 1, errorDetails: { code: "UNIQUE_VIOLATION" } },
    });
    expect(await stored("b1")).toBeUndefined();
    const each = await putMany(owner, records);
    expect(each.status).toBe(207);
    expect(each.body).toMatchObject({
      success: [{ id: "b1" }],
      errors: [
        { index: 1, error: { code: "FIREWALL_NOT_FOUND" } },
        { index: 2, error: { code: "UNIQUE_VIOLATION" } },
      ],
    });
    expect(await stored("b2")).toBeUndefined();
  });
});
