import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { jobs } from "../../testing/hiring-tables";
import { anonymous, caller, seed, type TestApp, testApp } from "../../testing/table-harness";
import { tableRoutes } from "./table-routes";
import type { RuntimeTablePolicy } from "./types";

/** Rows that another system pushes: it chooses the ids. */
const items = sqliteTable("items", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  name: text("name").notNull(),
  stock: integer("stock").notNull().default(5),
  note: text("note"),
  sku: text("sku").unique(),
  jobId: text("job_id").references(() => jobs.id),
  createdAt: text("created_at").notNull(),
  createdBy: text("created_by"),
  modifiedAt: text("modified_at").notNull(),
  deletedAt: text("deleted_at"),
});

const open = ["name", "stock", "note", "sku", "jobId"];
const itemsPolicy: RuntimeTablePolicy = {
  name: "items",
  path: "items",
  id: { column: "id", generate: false },
  firewall: {
    scopes: [{ kind: "organization", column: "organizationId", source: "activeOrgId" }],
    softDelete: "deletedAt",
    errorMode: "reveal",
    exception: false,
  },
  crud: {
    get: { access: { roles: ["sync"] } },
    put: {
      access: {
        or: [
          { roles: ["sync"] },
          { roles: ["clerk"], record: { stock: { lessThan: 10 } } },
          { check: (ctx, record) => ctx.userId === "fn" && record?.name === "fn" },
        ],
      },
    },
    batchPut: { maxBatchSize: 100, allowAtomic: true },
  },
  guards: {
    createable: ["id", ...open],
    updatable: open,
    immutable: [],
    protected: {},
    systemManaged: ["organizationId", "createdAt", "createdBy", "modifiedAt", "deletedAt"],
  },
  masking: { note: { type: "redact", roles: ["sync"] } },
  views: {},
  labels: [],
  defaultSort: [{ field: "createdAt", order: "desc" }],
  searchable: [],
  audit: true,
};
const body = () =>
  z.strictObject({
    name: z.string(),
    stock: z.int().optional(),
    note: z.string().nullish(),
    sku: z.string().nullish(),
    jobId: z.string().nullish(),
  });

const sync = caller("syn", "o1", "sync");
const clerk = caller("cle", "o1", "clerk");
const fn = caller("fn", "o1");
let app: TestApp;

beforeEach(async () => {
  app = await testApp(
    [],
    [tableRoutes({ table: items, policy: itemsPolicy, bodies: { create: body, update: body, put: body } })],
  );
  await app.db.sql(`create table items (id text primary key, organization_id text not null, name text not null,
    stock integer not null default 5, note text, sku text unique, job_id text references jobs(id), created_at text not null,
    created_by text, modified_at text not null, deleted_at text)`);
  await seed(app.db);
  for (const [id, org, stock, deleted] of [
    ["mine", "o1", 3, null],
    ["full", "o1", 30, null],
    ["theirs", "o2", 3, null],
    ["gone", "o1", 3, "2026-01-01"],
  ] as const)
    await app.db.sql(
      "insert into items (id, organization_id, name, stock, note, created_at, modified_at, created_by, deleted_at) values (?, ?, 'old', ?, 'secret', '2026', '2026', 'first', ?)",
      [id, org, stock, deleted],
    );
});

const stored = async (id: string) => (await app.db.sql("select * from items where id = ?", [id]))[0];

describe("PUT /:id", () => {
  it("creates with 201, then replaces with 200, each in one round trip", async () => {
    const created = await app.call(sync, "PUT /items/i1", { name: "New", note: "n", stock: 7 });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      id: "i1",
      name: "New",
      note: "n",
      stock: 7,
      organizationId: "o1",
      createdBy: "syn",
    });
    expect(app.db.statements).toEqual(["batch of 2"]);
    const replaced = await app.call(sync, "PUT /items/i1", { id: "i1", name: "Newer" });
    expect(replaced.status).toBe(200);
    // What the body leaves out falls back to its default.
    expect(replaced.body).toMatchObject({
      name: "Newer",
      note: null,
      stock: 5,
      createdAt: created.body.createdAt,
    });
    const other = await app.call(sync, "PUT /items/mine", { name: "Kept" });
    expect(other.body).toMatchObject({ createdBy: "first", createdAt: "2026", organizationId: "o1" });
  });

  it.each([
    ["theirs", "FIREWALL_NOT_FOUND"],
    ["gone", "FIREWALL_NOT_FOUND"],
  ])("keeps %s as it is", async (id, code) => {
    const before = await stored(id);
    const answer = await app.call(sync, `PUT /items/${id}`, { name: "Taken" });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code });
    expect(await stored(id)).toEqual(before);
  });

  it("holds conditions on the record that is there, or on the new one", async () => {
    const put = async (id: string, stock: number) =>
      (await app.call(clerk, `PUT /items/${id}`, { name: "c", stock })).status;
    expect(await put("mine", 30)).toBe(200);
    expect(await put("full", 1)).toBe(403);
    expect(await put("fresh", 10)).toBe(403);
    expect(await put("fresh", 9)).toBe(201);
    expect((await stored("full"))?.name).toBe("old");
    const check = async (id: string, name: string) =>
      (await app.call(fn, `PUT /items/${id}`, { name })).status;
    expect(await check("f1", "no")).toBe(403);
    expect(await check("f1", "fn")).toBe(201);
    expect(await check("f1", "no")).toBe(200);
    expect(await check("f1", "fn")).toBe(403);
  });

  it("refuses callers, fields and keys as create does", async () => {
    expect((await app.call(anonymous, "PUT /items/x", "not json")).status).toBe(401);
    const call = async (input: unknown) => (await app.call(sync, "PUT /items/x", input)).body.code;
    expect(await call({ name: "x", organizationId: "o2" })).toBe("GUARD_SYSTEM_MANAGED");
    expect(await call({ name: "x", extra: 1 })).toBe("GUARD_FIELD_NOT_UPDATABLE");
    expect(await call({ name: 1 })).toBe("VALIDATION_FAILED");
    expect(await call({ id: "y", name: "x" })).toBe("VALIDATION_FAILED");
    expect(await call({ name: "x", jobId: "j3" })).toBe("FK_NOT_FOUND");
    expect((await app.call(sync, "PUT /items/mine", { name: "x", jobId: "j3" })).body.code).toBe(
      "FK_NOT_FOUND",
    );
    expect(await stored("x")).toBeUndefined();
    await app.call(sync, "PUT /items/x", { name: "x", jobId: "j1", sku: "s" });
    expect((await app.call(sync, "PUT /items/mine", { name: "x", sku: "s" })).body.code).toBe(
      "UNIQUE_VIOLATION",
    );
  });

  it("masks the answer", async () => {
    const answer = await app.call(clerk, "PUT /items/mine", { name: "x", note: "secret" });
    expect(answer.body.note).toBe("[REDACTED]");
  });
});

describe("PUT /batch", () => {
  const records = [
    { id: "mine", name: "A" },
    { id: "new", name: "B" },
    { id: "theirs", name: "C" },
    { id: "gone", name: "D" },
    { name: "E", id: "mine" },
  ];

  it("creates and replaces per item", async () => {
    const { status, body: answer } = await app.call(sync, "PUT /items/batch", { records });
    expect(status).toBe(207);
    expect(answer.success).toMatchObject([
      { id: "mine", name: "A" },
      { id: "new", name: "B" },
    ]);
    expect(answer.errors).toMatchObject([
      { index: 2, error: { code: "FIREWALL_NOT_FOUND", details: { id: "theirs" } } },
      { index: 3, error: { code: "FIREWALL_NOT_FOUND", details: { id: "gone" } } },
      { index: 4, error: { code: "VALIDATION_FAILED" } },
    ]);
    expect((await stored("theirs"))?.name).toBe("old");
  });

  it.each([
    [{ id: "theirs", name: "C" }, "FIREWALL_NOT_FOUND"],
    [{ id: "full", name: "C" }, "ACCESS_CONDITION_FAILED"],
    [{ id: "k", name: "C", jobId: "j3" }, "FK_NOT_FOUND"],
    [{ id: "k", name: "C", sku: "s" }, "UNIQUE_VIOLATION"],
  ])("an atomic batch with %j writes nothing", async (bad, code) => {
    const good = [
      { id: "mine", name: "A", sku: "s" },
      { id: "new", name: "B" },
    ];
    const whole = await app.call(clerk, "PUT /items/batch", {
      records: [...good, bad],
      options: { atomic: true },
    });
    expect(whole.status).toBe(400);
    expect(whole.body).toMatchObject({
      code: "BATCH_ATOMIC_FAILED",
      details: { failedAt: 2, errorDetails: { code } },
    });
    expect((await stored("mine"))?.name).toBe("old");
    expect(await stored("new")).toBeUndefined();
    const alone = await app.call(clerk, "PUT /items/batch", { records: good, options: { atomic: true } });
    expect(alone.status).toBe(200);
    expect(await stored("new")).toMatchObject({ name: "B", stock: 5 });
  });

  it("masks the answer, in the error of a refused item too", async () => {
    const mixed = [
      { id: "mine", name: "A", note: "a" },
      { id: "full", name: "B" },
    ];
    const { body: answer } = await app.call(clerk, "PUT /items/batch", { records: mixed });
    expect(answer.success).toMatchObject([{ id: "mine", note: "[REDACTED]" }]);
    expect(answer.errors).toMatchObject([{ index: 1, error: { code: "ACCESS_CONDITION_FAILED" } }]);
    expect(JSON.stringify(answer)).not.toContain("secret");
    const open = await app.call(sync, "PUT /items/batch", { records: mixed.slice(0, 1) });
    expect(open.body.success).toMatchObject([{ id: "mine", note: "a" }]);
  });

  it("puts 100 records in one round trip", async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => ({ id: `n${n}`, name: `N ${n}` }));
    for (const status of [200, 200]) {
      const answer = await app.call(sync, "PUT /items/batch", { records: hundred });
      expect(answer.status).toBe(status);
      expect(answer.body.meta).toMatchObject({ succeeded: 100 });
    }
    expect(app.db.statements.filter((text) => text.startsWith("batch"))).toHaveLength(2);
  });
});
