import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadExplain } from "@quickback/compiler/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Client, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { countingEntry, countStatements } from "../support/statements";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code } from "../support/world";
import { filledProject } from "./filled-project";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let member: Client;
let eve: Client;
let reportPath: string;
let next = 0;

beforeAll(async () => {
  project = await createProject(filledProject);
  const { security } = await compileOrThrow(project);
  reportPath = security?.reportPath ?? "";
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  [owner, member, eve] = [await person("owner"), await person("member"), await person("eve")];
  await owner.invite(member, "member", await owner.createOrganization("Acme"));
  await eve.createOrganization("Evil");
  await owner.post("/api/v1/queues", { id: "acme-queue" });
  await eve.post("/api/v1/queues", { id: "evil-queue" });
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const ticket = (more: object = {}) => ({ id: `t${next++}`, title: "Broken lamp", ...more });
const send = (body: object, client = owner) => client.post("/api/v1/tickets", body);
const sendMany = (records: object[], client = owner, atomic = false) =>
  client.post("/api/v1/tickets/batch", { records, options: { atomic } });
const statements = ({ headers }: Answer) => Number(headers.get("x-statements"));
const errorCodes = ({ body }: Answer) => {
  const errors = field(body, "errors");
  return Array.isArray(errors) ? errors.map(({ error }) => field(error, "code")) : [];
};
const json = async (path: string) => JSON.parse(await readFile(join(project.root, path), "utf8"));
const stored = async (id: string) =>
  (await worker.query("DB", `select * from tickets where id = '${id}'`))[0];

const filled = {
  title: "Broken lamp",
  status: "open",
  reporter: "owner@example.com",
  team: null,
  dueAt: "2026-01-02T02:04:05.000Z",
  slug: "broken-lamp-open-owner",
  remindAt: "2026-01-02T02:04:04.000Z",
  level: "low",
  queueId: null,
};

describe("a new record", () => {
  it("has its defaults and computed columns, in one statement", async () => {
    const answer = await send(ticket());
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject(filled);
    expect(statements(answer)).toBe(2);
  });

  it("keeps what the client may give instead of a default", async () => {
    const answer = await send(ticket({ status: "done" }));
    expect(answer.body).toMatchObject({ status: "done", slug: "broken-lamp-done-owner" });
  });

  it.each([
    ["a default that is not createable", { reporter: "x@example.com" }],
    ["a computed column", { slug: "mine" }],
  ])("is refused with %s", async (_, more) => {
    expect(code(await send(ticket(more)))).toBe("GUARD_FIELD_NOT_CREATEABLE");
    expect(errorCodes(await sendMany([ticket(more)]))).toEqual(["GUARD_FIELD_NOT_CREATEABLE"]);
  });

  it("is judged by access with what was filled in", async () => {
    expect((await send(ticket(), member)).body).toMatchObject({ reporter: "member@example.com" });
    expect(code(await send(ticket({ status: "done" }), member))).toBe("ACCESS_CONDITION_FAILED");
  });

  it("is not written with a value that its column does not take", async () => {
    for (const weight of [99, 98]) {
      const body = ticket({ weight });
      const answer = await send(body);
      expect([answer.status, code(answer)]).toEqual([500, "COMPUTED_VALUE_INVALID"]);
      expect(JSON.stringify(answer.body)).not.toContain("enormous");
      expect(await stored(body.id)).toBeUndefined();
    }
    const long = await send(ticket({ title: "A very long title indeed" }));
    expect(field(field(long.body, "details"), "fields")).toHaveProperty("slug");
  });

  it("cannot point into another organization by way of a computed key", async () => {
    expect(code(await send(ticket({ queueRef: "evil-queue" })))).toBe("FK_NOT_FOUND");
    expect(errorCodes(await sendMany([ticket({ queueRef: "evil-queue" })]))).toEqual(["FK_NOT_FOUND"]);
    expect((await send(ticket({ queueRef: "acme-queue" }))).body).toMatchObject({ queueId: "acme-queue" });
  });
});

describe("a batch", () => {
  it("fills every record as a single create does", async () => {
    const answer = await sendMany([ticket(), ticket({ title: "Two", status: "done" })]);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ success: [filled, { slug: "two-done-owner", status: "done" }] });
  });

  it("reports the one record whose value does not fit, and with atomic writes nothing", async () => {
    const [bad, good] = [ticket({ weight: 99 }), ticket()];
    const answer = await sendMany([bad, good]);
    expect([answer.status, errorCodes(answer)]).toEqual([207, ["COMPUTED_VALUE_INVALID"]]);
    expect(await stored(good.id)).toBeDefined();
    const all = [ticket(), ticket({ weight: 99 })];
    expect(code(await sendMany(all, owner, true))).toBe("BATCH_ATOMIC_FAILED");
    for (const { id } of all) expect(await stored(id)).toBeUndefined();
  });
});

describe("a changed record", () => {
  it("has the columns computed on update, and only those", async () => {
    const { id } = ticket();
    await send({ id, title: "First" });
    const answer = await member.patch(`/api/v1/tickets/${id}`, { title: "Second" });
    expect(answer.body).toMatchObject({
      title: "Second",
      slug: "first-open-owner",
      touchedBy: `${member.userId}: title`,
    });
    expect(statements(answer)).toBe(2);
    const batch = await owner.request("PATCH", "/api/v1/tickets/batch", {
      records: [{ id, title: "Third" }],
    });
    expect(batch.body).toMatchObject({ success: [{ title: "Third", touchedBy: `${owner.userId}: title` }] });
  });

  it("takes no computed column from a client, nor a key into another organization", async () => {
    const { id } = ticket();
    await send({ id, title: "First" });
    const change = (body: object) => owner.patch(`/api/v1/tickets/${id}`, body);
    expect(code(await change({ touchedBy: "me" }))).toBe("GUARD_FIELD_NOT_UPDATABLE");
    expect(code(await change({ queueRef: "evil-queue" }))).toBe("FK_NOT_FOUND");
    expect((await change({ queueRef: "acme-queue" })).status).toBe(200);
  });
});

describe("PUT", () => {
  const put = (id: string, body: object) => owner.request("PUT", `/api/v1/mirrors/${id}`, body);

  it("fills a whole record, new or replaced, as a create does", async () => {
    expect((await put("m1", { name: "a" })).body).toMatchObject({ source: "import", key: "import/a" });
    expect((await put("m1", { name: "b", source: "hand" })).body).toMatchObject({ key: "hand/b" });
    expect((await put("m1", { name: "c" })).body).toMatchObject({ source: "import", key: "import/c" });
    const batch = await owner.request("PUT", "/api/v1/mirrors/batch", {
      records: [
        { id: "m1", name: "d" },
        { id: "m2", name: "e" },
      ],
    });
    expect(batch.body).toMatchObject({ success: [{ key: "import/d" }, { key: "import/e" }] });
  });

  it("takes no computed column, though the guards are off", async () => {
    expect(code(await put("m3", { name: "a", key: "mine" }))).toBe("GUARD_FIELD_NOT_UPDATABLE");
    expect(code(await owner.post("/api/v1/mirrors", { id: "m4", name: "a", key: "mine" }))).toBe(
      "GUARD_FIELD_NOT_CREATEABLE",
    );
  });
});

describe("what is said of it", () => {
  it("OpenAPI asks for no defaulted or computed column", async () => {
    const { schemas } = (await json("openapi.json")).components;
    expect(schemas.TicketsCreate.required).toEqual(["id", "title"]);
    expect(schemas.TicketsCreate.properties).not.toHaveProperty("slug");
    expect(schemas.MirrorsPut.required).toEqual(["name"]);
  });

  it("the registry and the report name the columns", async () => {
    const registry = await json("schema-registry.json");
    expect(registry.tables.tickets.crud.create).toMatchObject({
      defaults: { status: "open", reporter: "$ctx.user.email" },
      computed: ["slug", "remindAt", "level", "queueId"],
    });
    const report = await json(reportPath);
    const { fields } = report.access.find(({ table }: { table: string }) => table === "tickets");
    const entry = (name: string) => fields.find((one: { field: string }) => one.field === name);
    expect(entry("status")).toMatchObject({ write: ["create"], filled: { default: { value: "open" } } });
    expect(entry("queueId")).toMatchObject({
      write: [],
      filled: { create: { definition: expect.stringContaining("tickets.ts:") }, update: {} },
    });
    expect(entry("title")).not.toHaveProperty("filled");
    const explained = await (await loadExplain()).explainProject(project.root, {
      table: "tickets",
      field: "slug",
    });
    expect(explained.ok && explained.answer.text).toContain(
      "written by the app only; filled by the app: computed on create",
    );
  });
});
