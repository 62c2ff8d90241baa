import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { create, rows } from "../support/world";
import { attacksProject } from "./attacks-project";

let project: Project;
let worker: RunningWorker;
let owner: Client;
let member: Client;
let stranger: Client;
let secret: string;

beforeAll(async () => {
  project = await createProject(attacksProject);
  await compileOrThrow(project);
  worker = await bootWorker(project.root);
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  owner = await person("owner");
  member = await person("member");
  stranger = await person("stranger");
  const acme = await owner.createOrganization("Acme");
  await owner.invite(member, "member", acme);
  await stranger.createOrganization("Elsewhere");
  secret = await create(owner, "notes", { title: "Acme secret", contact: "paul@example.com", shared: true });
  await create(owner, "notes", { title: "Reviewed", reviewed: true });
  await create(stranger, "notes", { title: "Elsewhere" });
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const titles = (answer: { body: unknown }) => rows(answer).map(({ title }) => title);
const found = (answer: { body: unknown }) => field(answer.body, "found");

describe("prepared statements", () => {
  it("keep two rules of one table apart, whichever was asked first", async () => {
    const list = () => member.get("/api/v1/notes?fields=id,title&sort=title");
    const view = () => member.get("/api/v1/notes/views/reviewed?sort=title");
    for (let round = 0; round < 2; round++) {
      expect(titles(await list())).toEqual(["Acme secret"]);
      expect(titles(await view())).toEqual(["Reviewed"]);
    }
  });
});

describe("SQL in an action", () => {
  const raw = (caller: Client, sql: string) => caller.post("/api/v1/notes/raw", { sql });

  it.each([
    "select title from notes",
    "select title as do from notes",
    "select title do from notes do",
    "select a.title from comments do right join notes a on 1",
    "select title from 'notes' as n",
    "select n.title from (values (1)), [notes] n",
    "select title from notes /* unterminated",
    "select title as `delete` from notes",
    "select j.value as title from json_each((select json_group_array(title) from notes)) j",
  ])("%s: only the tenant's rows", async (sql) => {
    const own = await raw(stranger, sql);
    expect(own.status).toBe(200);
    expect(JSON.stringify(found(own))).not.toMatch(/Acme|Reviewed/);
    expect(JSON.stringify(found(await raw(owner, "select title from notes")))).toContain("Acme secret");
  });

  it.each([
    "select * from main.notes",
    "select 1 in 'main'.notes",
    "select name from sqlite_master",
    "select name from pragma_table_info('notes')",
    "with notes as (select 1) select * from notes",
    "delete from notes",
    "with x as (select 1) delete from notes",
    "select 1; select title from notes",
    "explain select * from notes",
  ])("%s: refused", async (sql) => {
    expect((await raw(stranger, sql)).status).toBe(500);
  });

  it("runs one statement, so that none can follow a SELECT", async () => {
    await worker.query("DB", "CREATE TABLE spare (id TEXT)");
    const tables = () => worker.query("DB", "SELECT name FROM sqlite_master WHERE name = 'spare'");
    expect((await raw(stranger, "select 1; drop table spare")).status).toBe(500);
    expect((await raw(stranger, "select 1; drop table spare; select 2 as a")).status).toBe(500);
    expect(await tables()).toHaveLength(1);
    expect(found(await raw(stranger, "select ';' as a;"))).toEqual([{ a: ";" }]);
  });

  it("finds no foreign row by IN without a subquery", async () => {
    const [row] = await worker.query("DB", `SELECT * FROM notes WHERE id = '${secret}'`);
    const literal = (value: unknown) => (typeof value === "string" ? `'${value}'` : String(value));
    const values = Object.values(row ?? {}).map(literal);
    const sql = `select (${values.join()}) in notes as hit`;
    expect(found(await raw(stranger, sql))).toEqual([{ hit: 0 }]);
    // The row has NULLs, which SQL finds neither equal nor not: it is there.
    expect(found(await raw(owner, sql))).toEqual([{ hit: null }]);
  });

  it("keeps fragments of the query builder inside the tenant", async () => {
    const fragment = (sql: string) => stranger.post("/api/v1/notes/fragment", { sql });
    for (const sql of ["title", "title as do", "title do from notes --", "(select max(title) from notes)"]) {
      expect(found(await fragment(sql)), sql).toEqual([{ x: "Elsewhere" }]);
    }
    const where = (sql: string) => stranger.post("/api/v1/notes/condition", { sql });
    const hits = async (sql: string) => (found(await where(sql)) as unknown[]).length;
    expect(await hits("1 = 1 or 1 = 1")).toBe(1);
    expect(await hits("exists (select title do from notes where title like 'Acme%')")).toBe(0);
    expect((await where("1 = 1) or (1 = 1")).status).toBe(500);
  });
});

describe("masked columns in an action", () => {
  it("stay masked under another name, inside an expression and in a nested selection", async () => {
    const read = async (caller: Client) => JSON.stringify((await caller.get("/api/v1/notes/renamed")).body);
    expect(await read(member)).not.toMatch(/paul@example/i);
    expect((await read(owner)).match(/paul@example/gi)).toHaveLength(3);
  });

  it("stay masked in the details of a refusal", async () => {
    const refuse = async (caller: Client) => {
      const answer = await caller.post(`/api/v1/notes/${secret}/refuse`);
      expect(answer.status).toBe(409);
      return JSON.stringify(answer.body);
    };
    expect(await refuse(member)).not.toContain("paul@example");
    expect(await refuse(owner)).toContain("paul@example");
  });
});

describe("foreign keys written by an action", () => {
  const write = (path: string, body: unknown) => stranger.post(`/api/v1/notes/${path}`, body);

  it("point at no foreign row, and do not tell it from an absent one", async () => {
    const mine = await create(stranger, "notes", { title: "Mine" });
    const [made] = (await write("comment", { noteId: mine })).body as { id: string }[];
    const [foreign, absent] = [
      await write("comment", { noteId: secret }),
      await write("comment", { noteId: "absent" }),
    ];
    expect(foreign.status).not.toBe(200);
    expect({ ...(foreign.body as object), requestId: "" }).toEqual({
      ...(absent.body as object),
      requestId: "",
    });
    expect((await write("repoint", { id: made?.id, noteId: secret })).status).not.toBe(200);
    const other = await create(stranger, "notes", { title: "Other" });
    const [moved] = (await write("repoint", { id: made?.id, noteId: other })).body as { noteId: string }[];
    expect(moved?.noteId).toBe(other);
    expect(await worker.query("DB", `SELECT id FROM comments WHERE note_id = '${secret}'`)).toEqual([]);
  });
});

describe("query parameters of an action", () => {
  it("never become the input's prototype", async () => {
    const input = async (query: string) =>
      field((await owner.get(`/api/v1/notes/lookup?${query}`)).body, "input");
    expect(await input("__proto__=a&__proto__=b")).toEqual({});
    expect(await input("names=a&length=2&on=true")).toEqual({ names: ["a"], length: 2, on: true });
  });
});

describe("rows that are gone", () => {
  it("answer no route, view, action or foreign key, and take their children along", async () => {
    const title = "Gone";
    const id = await create(owner, "notes", { title, shared: true, reviewed: true });
    const comment = await create(owner, "comments", { noteId: id, text: "x" });
    const seen = async () => [
      (await owner.get(`/api/v1/notes/${id}`)).status,
      (await owner.patch(`/api/v1/notes/${id}`, { title })).status,
      (await owner.post(`/api/v1/notes/${id}/refuse`)).status,
      (await owner.get(`/api/v1/comments/${comment}`)).status,
      titles(await owner.get("/api/v1/notes?deletedAt.ne=x")).includes(title),
      titles(await owner.get("/api/v1/notes/views/reviewed")).includes(title),
    ];
    expect(await seen()).toEqual([200, 200, 409, 200, false, true]);
    expect((await owner.delete(`/api/v1/notes/${id}`)).status).toBe(200);
    expect(await seen()).toEqual([403, 403, 403, 403, false, false]);
    const pointing = await owner.post("/api/v1/comments", { noteId: id, text: "x" });
    expect(field(pointing.body, "code")).toBe("FK_NOT_FOUND");
    expect((await owner.post("/api/v1/notes/comment", { noteId: id })).status).toBe(400);
  });
});

describe("nested JSON", () => {
  it("is taken as data is written, and refused where it would exhaust its reader", async () => {
    const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));
    const write = (depth: number) => member.post("/api/v1/notes", { title: "Deep", meta: nested(depth) });
    expect((await write(60)).status).toBe(201);
    expect((await write(1_000)).status).toBe(400);
    expect((await member.post("/api/v1/notes/raw", { sql: nested(1_000) })).status).toBe(400);
  });
});
