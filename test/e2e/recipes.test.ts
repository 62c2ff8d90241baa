import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleProjects } from "../../docs-content/src/code-blocks";
import { defaultConfig } from "../../docs-content/src/default-config";
import { Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";

const content = join(import.meta.dirname, "../../docs-content/content/compiler");
const pages = [
  ...readdirSync(join(content, "recipes")).map((name) => `recipes/${name}`),
  "definitions/constraints.md",
  "definitions/handlers.md",
];

let project: Project;
let worker: RunningWorker;
let acme: string;
let owner: Client;
let member: Client;
let writer: Client;
let editor: Client;
let visitor: Client;

/** The code of these pages as one project, as they show it. */
function recipes(): Record<string, string> {
  const projects = pages.flatMap((page) =>
    exampleProjects(page, readFileSync(join(content, page), "utf8"), defaultConfig),
  );
  return Object.fromEntries(projects.flatMap(({ files }) => [...files]));
}

beforeAll(async () => {
  project = await createProject(recipes());
  await compileOrThrow(project);
  worker = await bootWorker(project.root);
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  owner = await person("owner");
  member = await person("member");
  writer = await person("writer");
  editor = await person("editor");
  visitor = new Client(worker.url);
  acme = await owner.createOrganization("Acme");
  await owner.invite(member, "member", acme);
  await owner.invite(writer, "writer", acme);
  await owner.invite(editor, ["editor", "writer"], acme);
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

describe("ledger", () => {
  const book = (id: string, place: string, delta: number) =>
    member.post(`/api/v1/products/${id}/book`, { place, delta });
  const quantities = async (table: string, column: string) =>
    rows(await owner.get(`/api/v1/${table}?sort=createdAt`)).map((row) => field(row, column));

  it("books on a key that is new and on one that is there, and refuses by name what goes below zero", async () => {
    const id = await create(owner, "products", { name: "Bolt" });
    expect(field(expectOk(await book(id, "north", 5)), "quantity")).toBe(5);
    expect(field(expectOk(await book(id, "north", -3)), "quantity")).toBe(2);
    for (const place of ["north", "south"]) {
      const refused = await book(id, place, -3);
      expect([refused.status, code(refused)]).toEqual([409, "STOCK_SHORT"]);
    }
    // The level row of "south" went with its batch.
    expect(await quantities("levels", "quantity")).toEqual([2]);
    expect(await quantities("movements", "delta")).toEqual([5, -3]);
  });

  it("keeps a product that has movements", async () => {
    const booked = await create(owner, "products", { name: "Nut" });
    expectOk(await book(booked, "north", 1));
    expect(code(await owner.delete(`/api/v1/products/${booked}`))).toBe("FK_NOT_FOUND");
    const unused = await create(owner, "products", { name: "Nail" });
    expectOk(await owner.delete(`/api/v1/products/${unused}`));
  });
});

it("append-only: adds and reads, and has no other route", async () => {
  const id = await create(member, "entries", { event: "opened" });
  expect(rows(await owner.get("/api/v1/entries"))).toHaveLength(1);
  expect((await owner.patch(`/api/v1/entries/${id}`, { event: "x" })).status).toBe(404);
  expect((await owner.delete(`/api/v1/entries/${id}`)).status).toBe(404);
});

it("parent in a state: comments come with the post's publication and go with it", async () => {
  const id = await create(owner, "posts", { title: "Hello" });
  const call = (client: Client, action: string, body = {}) =>
    client.post(`/api/v1/posts/${id}/${action}`, body);
  const shown = async () => rows(await member.get("/api/v1/comments")).length;
  expect(code(await call(member, "comment", { text: "early" }))).toBe("ACCESS_CONDITION_FAILED");
  expect((await member.post("/api/v1/comments", { postId: id, text: "beside" })).status).toBe(404);
  expectOk(await call(owner, "publish"));
  expectOk(await call(member, "comment", { text: "first" }));
  expect((await call(member, "comment", { text: " " })).status).toBe(400);
  expect((await call(member, "comment", { text: "a", visible: false })).status).toBe(400);
  expect(await shown()).toBe(1);
  expectOk(await call(owner, "unpublish"));
  expect(await shown()).toBe(0);
  expectOk(await call(owner, "publish"));
  expect(await shown()).toBe(1);
});

it("published rows: a visitor cannot tell a draft from nothing", async () => {
  const draft = await create(writer, "articles", { title: "Draft" });
  const live = await create(writer, "articles", { title: "Live" });
  expect(code(await writer.patch(`/api/v1/articles/${live}`, { status: "published" }))).toBe(
    "ACCESS_ROLE_REQUIRED",
  );
  expectOk(await editor.patch(`/api/v1/articles/${live}`, { status: "published" }));

  const at = `?organizationId=${acme}`;
  expect(rows(await visitor.get(`/api/v1/articles${at}`)).map((row) => field(row, "id"))).toEqual([live]);
  expect(code(await visitor.get("/api/v1/articles"))).toBe("ORG_REQUIRED");
  expectOk(await visitor.get(`/api/v1/articles/${live}${at}`));
  expectOk(await writer.get(`/api/v1/articles/${draft}`));
  for (const [caller, query] of [
    [visitor, at],
    [member, ""],
  ] as const) {
    const [hidden, absent] = [
      await caller.get(`/api/v1/articles/${draft}${query}`),
      await caller.get(`/api/v1/articles/none${query}`),
    ];
    expect([hidden.status, code(hidden)]).toEqual([404, "NOT_FOUND"]);
    expect([absent.status, field(absent.body, "error")]).toEqual([404, field(hidden.body, "error")]);
  }
});

it("state machine: only actions move the status, each from its own state", async () => {
  const id = await create(member, "requests", { reason: "Sea" });
  const call = (client: Client, action: string) => client.post(`/api/v1/requests/${id}/${action}`);
  expect(code(await member.patch(`/api/v1/requests/${id}`, { status: "approved" }))).toBe(
    "GUARD_FIELD_PROTECTED",
  );
  expect(code(await call(owner, "approve"))).toBe("ACCESS_CONDITION_FAILED");
  expect(code(await call(owner, "submit"))).toBe("ACCESS_CONDITION_FAILED");
  expectOk(await call(member, "submit"));
  expect(code(await call(member, "submit"))).toBe("ACCESS_CONDITION_FAILED");
  expect(code(await member.patch(`/api/v1/requests/${id}`, { reason: "Hills" }))).toBe(
    "ACCESS_CONDITION_FAILED",
  );
  expect(field(expectOk(await call(owner, "approve")), "status")).toBe("approved");
});

it("roles: those that a rule names can be invited, by owners and admins", async () => {
  const invite = (client: Client, role: string) =>
    client.post("/auth/v1/organization/invite-member", {
      email: "new@example.com",
      role,
      organizationId: acme,
    });
  expect((await invite(owner, "poet")).status).toBe(400);
  expect((await invite(editor, "writer")).status).toBe(403);
  const admin = await new Client(worker.url, "admin@example.com").signUp();
  await owner.invite(admin, "admin", acme);
  expect((await invite(admin, "owner")).status).toBe(403);
  expectOk(await invite(admin, "editor"));
  expect(code(await editor.post("/api/v1/entries", { event: "x" }))).toBe("ACCESS_ROLE_REQUIRED");
});

describe("constraints", () => {
  const booking = { room: "Blue", day: "2026-06-01", fromHour: 9, untilHour: 10, tags: ["a"], fee: 40 };
  const book = (changes: Record<string, unknown>) =>
    owner.post("/api/v1/bookings", { ...booking, ...changes });

  it("answer with the columns or the name of what a write breaks", async () => {
    expectOk(await book({}));
    const twice = await book({ fromHour: 11, untilHour: 12 });
    expect([twice.status, code(twice)]).toEqual([409, "UNIQUE_VIOLATION"]);
    expect(field(field(twice.body, "details"), "columns")).toEqual(["organizationId", "room", "day"]);
    for (const [changes, constraint] of [
      [{ day: "2026-06-02", untilHour: 8 }, "bookings_hours"],
      [{ day: "2026-06-03", tags: { a: 1 } }, "bookings_tags"],
    ] as const) {
      const refused = await book(changes);
      expect([refused.status, code(refused)]).toEqual([400, "CHECK_VIOLATION"]);
      expect(field(field(refused.body, "details"), "constraint")).toBe(constraint);
    }
  });

  it("let no list filter by JSON, and a mask turns a number into a text", async () => {
    expect(code(await owner.get("/api/v1/bookings?tags=a"))).toBe("VALIDATION_FAILED");
    expect(rows(await member.get("/api/v1/bookings")).map((row) => field(row, "fee"))).toEqual([
      "[REDACTED]",
    ]);
  });
});

it("handlers: an upsert by the action's code, with inputs left out", async () => {
  const cast = (stars: number, note?: string) =>
    member.post("/api/v1/votes/cast", { topic: "tea", stars, ...(note !== undefined && { note }) });
  expect(field(expectOk(await cast(4)), "note")).toBe(null);
  expect(expectOk(await cast(2, "cold"))).toMatchObject({
    stars: 2,
    note: "cold",
    changes: 1,
    voter: member.email,
  });
  expect(rows(await owner.get("/api/v1/votes"))).toHaveLength(1);
  expect((await member.post("/api/v1/votes/cast", { topic: "tea", stars: 1, voter: "eve" })).status).toBe(
    400,
  );
});

it("bearer: the header's token is signed, the body's is not", async () => {
  const credentials = { email: "member@example.com", password: "correct horse battery" };
  const signedIn = await new Client(worker.url).post("/auth/v1/sign-in/email", credentials);
  const list = (token: unknown) => visitor.get("/api/v1/levels", { authorization: `Bearer ${token}` });
  expect(code(await list(field(signedIn.body, "token")))).toBe("AUTH_INVALID_TOKEN");
  expect(code(await list(signedIn.headers.get("set-auth-token")))).toBe("ORG_REQUIRED");
});

it("numbering: each organization counts for itself, also under load", async () => {
  const place = (client: Client) => client.post("/api/v1/orders/place", { product: "Tea" });
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) => place(index % 2 ? owner : member)),
  );
  const numbers = answers.map((answer) => Number(field(expectOk(answer), "number")));
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const eve = await new Client(worker.url, "eve@example.com").signUp();
  await eve.createOrganization("Evil");
  expect(field(expectOk(await place(eve)), "number")).toBe(1);
});
