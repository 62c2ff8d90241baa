import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, expectOk } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code } from "../support/world";
import { optionsProject } from "./options-project";

/** A compiled app with the options that a test is about, and one owner signed in. */
async function app(options: Parameters<typeof optionsProject>[0]) {
  const project = await createProject(optionsProject(options));
  await compileOrThrow(project);
  const worker = await bootWorker(project.root);
  const owner = await new Client(worker.url, "owner@example.com").signUp();
  await owner.createOrganization("Acme");
  return { project, worker, owner };
}

describe.each([
  ["cuid", /^[a-z][a-z0-9]{20,}$/],
  ["nanoid", /^[\w-]{21}$/],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
  ["prefixed", /^tck_[0-9a-f]{32}$/],
] as const)("generateId %s", (generateId, form) => {
  it("makes ids of its form, one for each record", async () => {
    const { project, worker, owner } = await app({ database: { generateId } });
    try {
      const records = [{ title: "a" }, { title: "b" }];
      const { success } = expectOk(await owner.post("/api/v1/tickets/batch", { records })) as {
        success: { id: string }[];
      };
      const ids = success.map(({ id }) => id);
      for (const id of ids) expect(id).toMatch(form);
      expect(new Set(ids).size).toBe(2);
      expect((await owner.get(`/api/v1/tickets/${ids[0]}`)).status).toBe(200);
    } finally {
      await worker.stop();
      await project.remove();
    }
  });
});

describe("names, no ETags, limits", () => {
  let project: Project;
  let worker: RunningWorker;
  let owner: Client;
  beforeAll(async () => {
    ({ project, worker, owner } = await app({
      database: { namingConvention: "camelCase", usePlurals: true },
      etag: false,
      rateLimit: {
        enabled: true,
        window: 60,
        max: 100,
        customRules: { "/sign-in/email": { window: 60, max: 2 } },
      },
    }));
  });
  afterAll(async () => {
    await worker.stop();
    await project.remove();
  });

  const columns = async (binding: string, table: string) =>
    (await worker.query(binding, `SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);

  it("camelCase and plurals name the tables of auth and the columns that are added", async () => {
    expect(await columns("AUTH_DB", "users")).toContain("emailVerified");
    expect(await columns("AUTH_DB", "user")).toEqual([]);
    expect(await columns("DB", "tickets")).toEqual(expect.arrayContaining(["createdAt", "organization_id"]));
    expect((await owner.post("/api/v1/tickets", { title: "a" })).status).toBe(201);
  });

  it("etag: { enabled: false } leaves answers without one, whatever the request asks", async () => {
    const headers = { "if-none-match": "*" };
    const answer = await owner.request("GET", "/api/v1/tickets", undefined, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("etag")).toBeNull();
  });

  it("too many sign-ins are told in the envelope, with the time to wait", async () => {
    const stranger = new Client(worker.url);
    const attempt = () =>
      stranger.post("/auth/v1/sign-in/email", { email: "owner@example.com", password: "wrong-password" });
    const answers = [await attempt(), await attempt(), await attempt()];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
    expect(answers[2]?.body).toMatchObject({ layer: "authentication", code: "AUTH_RATE_LIMITED" });
    expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await owner.get("/api/v1/tickets")).status).toBe(200);
  });
});

describe("sources, methods, columns that must be there", () => {
  let project: Project;
  let worker: RunningWorker;
  let owner: Client;
  beforeAll(async () => {
    ({ project, worker, owner } = await app({}));
  });
  afterAll(async () => {
    await worker.stop();
    await project.remove();
  });

  it("a scope of another column and source keeps each to their own rows", async () => {
    const other = await new Client(worker.url, "other@example.com").signUp();
    const mine = expectOk(await owner.post("/api/v1/diaries", { text: "mine" })) as {
      id: string;
      author: string;
    };
    expect(mine.author).toBe("owner@example.com");
    expect((await owner.get(`/api/v1/diaries/${mine.id}`)).status).toBe(200);
    expect(code(await other.get(`/api/v1/diaries/${mine.id}`))).toBe("FIREWALL_NOT_FOUND");
    expect(expectOk(await other.get("/api/v1/diaries"))).toMatchObject({ data: [] });
    expect(code(await owner.post("/api/v1/diaries", { text: "x", author: "other@example.com" }))).toBe(
      "GUARD_SYSTEM_MANAGED",
    );
  });

  it.each(["GET", "POST", "PUT", "PATCH", "DELETE"])(
    "an action may be %s, and then nothing else",
    async (method) => {
      const path = `/api/v1/tickets/by-${method.toLowerCase()}`;
      const body = method === "GET" ? undefined : { words: ["a", "b"] };
      const query = method === "GET" ? "?words=a&words=b" : "";
      expect(expectOk(await owner.request(method, path + query, body))).toEqual({ words: ["a", "b"] });
      const another = method === "POST" ? "PATCH" : "POST";
      expect((await owner.request(another, path, { words: ["a"] })).status).toBeGreaterThanOrEqual(400);
    },
  );

  it("a value that the database misses is a 400 that names its column", async () => {
    const ticket = expectOk(await owner.post("/api/v1/tickets", { title: "a" })) as { id: string };
    const answer = await owner.post(`/api/v1/tickets/${ticket.id}/forget`, {});
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "NOT_NULL_VIOLATION", layer: "database" });
  });
});
