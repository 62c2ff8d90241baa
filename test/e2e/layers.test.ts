import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";
import { layersProject } from "./layers-project";

let project: Project;
let worker: RunningWorker;
let anonymous: Client;
let owner: Client;
let member: Client;
let colleague: Client;
let stranger: Client;
let acme: string;

beforeAll(async () => {
  project = await createProject(layersProject);
  const { diagnostics } = await compileOrThrow(project);
  // `apiToken` has no mask of its own: the compiler adds one and says so.
  expect(diagnostics.map(({ message }) => message).join()).toContain("apiToken");
  worker = await bootWorker(project.root);
  anonymous = new Client(worker.url);
  const person = (name: string) => new Client(worker.url, `${name}@example.com`).signUp();
  owner = await person("owner");
  member = await person("member");
  colleague = await person("colleague");
  stranger = await person("stranger");
  acme = await owner.createOrganization("Acme");
  await owner.invite(member, "member", acme);
  await owner.invite(colleague, "member", acme);
  await stranger.createOrganization("Elsewhere");
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

describe("owner scope alone", () => {
  it("needs no organization and keeps rows to their owner", async () => {
    const id = await create(member, "diaries", { text: "mine" });
    expect((await member.get(`/api/v1/diaries/${id}`)).status).toBe(200);
    for (const other of [owner, stranger]) {
      expect(code(await other.get(`/api/v1/diaries/${id}`))).toBe("FIREWALL_NOT_FOUND");
      expect(rows(await other.get("/api/v1/diaries"))).toEqual([]);
      expect((await other.patch(`/api/v1/diaries/${id}`, { text: "taken" })).status).toBe(403);
      expect((await other.delete(`/api/v1/diaries/${id}`)).status).toBe(403);
    }
    expect((await member.post("/api/v1/diaries", { text: "x", ownerId: owner.userId })).status).toBe(400);
    expect((await member.delete(`/api/v1/diaries/${id}`)).status).toBe(200);
    expect((await anonymous.get("/api/v1/diaries")).status).toBe(401);
  });
});

describe("a table that hides what a caller may not read", () => {
  const told = ({ status, body }: { status: number; body: unknown }) => ({
    status,
    body: { ...Object(body), requestId: undefined },
  });
  const path = (id: string) => `/api/v1/articles/${id}`;
  const ask = {
    get: (id: string) => member.get(path(id)),
    "get as a stranger": (id: string) => anonymous.get(`${path(id)}?organizationId=${acme}`),
    update: (id: string) => member.patch(path(id), { title: "mine" }),
    delete: (id: string) => member.delete(path(id)),
    action: (id: string) => member.post(`${path(id)}/print`),
    "batch update": (id: string) =>
      member.patch("/api/v1/articles/batch", { records: [{ id, title: "mine" }] }),
    "batch delete": (id: string) => member.request("DELETE", "/api/v1/articles/batch", { ids: [id] }),
  };

  it.each(Object.keys(ask))("answers for a draft as for no record: %s", async (name) => {
    const draft = await create(owner, "articles", { title: "draft" });
    const send = ask[name as keyof typeof ask];
    const absent = `${draft.slice(0, -1)}${draft.endsWith("0") ? "1" : "0"}`;
    const [real, none] = [told(await send(draft)), told(await send(absent))];
    expect(JSON.stringify(real).replaceAll(draft, absent)).toBe(JSON.stringify(none));
    expect(JSON.stringify(real)).toContain("NOT_FOUND");
    expect(expectOk(await owner.get(path(draft)))).toMatchObject({ title: "draft" });
  });

  it("says why to those who may read the record", async () => {
    const locked = await create(owner, "articles", { title: "locked", published: true, locked: true });
    expect((await member.get(path(locked))).status).toBe(200);
    expect((await anonymous.get(`${path(locked)}?organizationId=${acme}`)).status).toBe(200);
    for (const name of ["update", "delete", "action", "batch update", "batch delete"] as const)
      expect(JSON.stringify((await ask[name](locked)).body)).toContain("ACCESS_CONDITION_FAILED");
  });

  it("lets through what the condition allows", async () => {
    const open = await create(owner, "articles", { title: "open", published: true });
    for (const name of ["get", "get as a stranger", "update", "action", "delete"] as const)
      expect((await ask[name](open)).status).toBe(200);
  });
});

describe("PUBLIC reads of an organization's table", () => {
  let announcement: string;
  beforeAll(async () => {
    announcement = await create(owner, "announcements", { title: "Hello", email: "press@example.com" });
    await create(stranger, "announcements", { title: "Elsewhere" });
  });

  it("asks the anonymous which organization, on lists and by id", async () => {
    for (const path of ["/api/v1/announcements", `/api/v1/announcements/${announcement}`]) {
      const answer = await anonymous.get(path);
      expect(answer.status).toBe(400);
      expect(code(answer)).toBe("ORG_REQUIRED");
    }
  });

  it("shows that organization's rows, masked, to everyone", async () => {
    for (const caller of [anonymous, stranger]) {
      const list = rows(await caller.get(`/api/v1/announcements?organizationId=${acme}`));
      expect(list.map(({ title }) => title)).toEqual(["Hello"]);
      expect(list[0]?.email).toBe("p****@e******.com");
    }
    expect(rows(await owner.get("/api/v1/announcements"))[0]?.email).toBe("press@example.com");
  });

  it("does not say what another tenant holds through a unique constraint's text", async () => {
    const answer = await owner.post("/api/v1/announcements", { title: "Elsewhere" });
    expect(answer.status).toBe(409);
    expect(code(answer)).toBe("UNIQUE_VIOLATION");
    expect(JSON.stringify(answer.body)).not.toContain("SQLITE");
  });
});

describe("hide mode", () => {
  it("answers 404 for foreign and absent alike", async () => {
    const id = await create(owner, "tickets", { title: "T" });
    const [foreign, absent] = [
      await stranger.get(`/api/v1/tickets/${id}`),
      await stranger.get("/api/v1/tickets/none"),
    ];
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect({ ...(foreign.body as object), requestId: "" }).toEqual({
      ...(absent.body as object),
      requestId: "",
    });
    expect((await owner.get(`/api/v1/tickets/${id}`)).status).toBe(200);
  });
});

describe("record conditions on a list", () => {
  it("filter rows for those whose branch has one", async () => {
    await create(owner, "tickets", { title: "low", priority: 1 });
    await create(owner, "tickets", { title: "high", priority: 9 });
    await create(owner, "tickets", { title: "unset" });
    const titles = async (who: Client) =>
      rows(await who.get("/api/v1/tickets?limit=100")).map(({ title }) => title);
    expect(await titles(owner)).toEqual(expect.arrayContaining(["low", "high", "unset"]));
    const seen = await titles(member);
    expect(seen).toContain("low");
    expect(seen).not.toContain("high");
    expect(seen).not.toContain("unset");
    const total = field(field((await member.get("/api/v1/tickets?total=true")).body, "pagination"), "total");
    expect(total).toBe(seen.length);
  });
});

describe("access by function", () => {
  it("sees the record", async () => {
    const open = await create(owner, "tickets", { title: "open", priority: 1 });
    const closed = await create(owner, "tickets", { title: "closed", priority: 1, status: "closed" });
    expect((await member.patch(`/api/v1/tickets/${open}`, { title: "open 2" })).status).toBe(200);
    expect((await member.patch(`/api/v1/tickets/${closed}`, { title: "closed 2" })).status).toBe(403);
    expect((await owner.patch(`/api/v1/tickets/${closed}`, { title: "closed 3" })).status).toBe(200);
    expect((await anonymous.patch(`/api/v1/tickets/${open}`, { title: "x" })).status).toBe(401);
  });
});

describe("a platform admin in a foreign organization", () => {
  it("reaches it by parameter only, and is masked like anyone without its roles", async () => {
    const admin = await new Client(worker.url, "root@example.com").signUp();
    await worker.query("AUTH_DB", `UPDATE user SET role = 'admin' WHERE id = '${admin.userId}'`);
    const id = await create(owner, "tickets", { title: "T", ssn: "123-45-6789", email: "t@example.com" });
    expect(code(await admin.get(`/api/v1/tickets/${id}`))).toBe("ORG_REQUIRED");
    const answer = await admin.get(`/api/v1/tickets/${id}?organizationId=${acme}`);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toMatch(/123-45|t@example/);
    expect((await stranger.get(`/api/v1/tickets/${id}?organizationId=${acme}`)).status).toBe(403);
  });
});

describe("masks on short and malformed values", () => {
  it.each([
    ["email", ["nobody", "a@", "@b", "a@b", ""]],
    ["phone", ["123", "1234", "no digits", "12-34"]],
    ["ssn", ["1", "123", "6789"]],
    ["card", ["42", "4242"]],
    ["reporter", ["Al", "X"]],
  ])("%s never comes back as it was stored", async (column, values) => {
    for (const value of values.filter(Boolean)) {
      const id = await create(owner, "tickets", { title: "m", priority: 1, [column]: value });
      expect(field((await owner.get(`/api/v1/tickets/${id}`)).body, column)).toBe(value);
      const shown = field((await member.get(`/api/v1/tickets/${id}`)).body, column);
      expect(shown, `${column} ${value}`).not.toBe(value);
    }
  });

  it("hides a column that was masked automatically from everyone", async () => {
    const id = await create(owner, "tickets", { title: "m", priority: 1, apiToken: "secret-token" });
    for (const caller of [owner, member]) {
      expect(field((await caller.get(`/api/v1/tickets/${id}`)).body, "apiToken")).toBe("[REDACTED]");
    }
  });

  it("leaves null null", async () => {
    const id = await create(owner, "tickets", { title: "m", priority: 1 });
    expect(field((await member.get(`/api/v1/tickets/${id}`)).body, "email")).toBeNull();
  });

  it("runs a custom mask, and reaches rows inside an action's result", async () => {
    await create(owner, "tickets", {
      title: "deep",
      priority: 1,
      location: "Berlin",
      email: "deep@example.com",
    });
    const mine = await owner.get("/api/v1/tickets/newest?limit=1");
    expect(JSON.stringify(expectOk(mine))).toContain("Berlin");
    const theirs = await member.get("/api/v1/tickets/newest?limit=1");
    expect(JSON.stringify(expectOk(theirs))).not.toMatch(/Berlin|deep@/);
    expect(JSON.stringify(theirs.body)).toContain('"Be"');
  });
});

describe("actions", () => {
  it("keep a policy written as or an or", async () => {
    const own = await create(member, "tickets", { title: "own" });
    const other = await create(colleague, "tickets", { title: "other" });
    expect((await member.post(`/api/v1/tickets/${own}/close`)).status).toBe(200);
    expect(code(await member.post(`/api/v1/tickets/${other}/close`))).toBe("ACCESS_CONDITION_FAILED");
    expect((await owner.post(`/api/v1/tickets/${other}/close`)).status).toBe(200);
  });

  it("cannot take a row out of its tenant", async () => {
    const id = await create(owner, "tickets", { title: "stay" });
    const answer = await owner.post(`/api/v1/tickets/${id}/move`, { organizationId: "elsewhere" });
    expect(answer.status).not.toBe(200);
    const [row] = await worker.query("DB", `SELECT organization_id FROM tickets WHERE id = '${id}'`);
    expect(row).toEqual({ organization_id: acme });
  });

  it("read their input from the query on GET", async () => {
    expect((await owner.get("/api/v1/tickets/newest?limit=11")).status).toBe(400);
  });
});
