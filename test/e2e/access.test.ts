import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, Client } from "../support/client";
import { code, create, hiringWorld, rows, type World } from "../support/world";

let world: World;
let candidate: string;
let job: string;
let application: string;

beforeAll(async () => {
  world = await hiringWorld();
  const { owner } = world.acme;
  candidate = await create(owner, "candidates", { name: "Ada", email: "ada@example.com" });
  job = await create(owner, "jobs", { title: "Engineer", department: "R&D" });
  application = await create(owner, "applications", { jobId: job, candidateId: candidate });
});
afterAll(() => world.end());

/** One call per kind of route, none of them PUBLIC. */
const routes: [string, (caller: Client) => Promise<Answer>][] = [
  ["list", (caller) => caller.get("/api/v1/candidates")],
  ["get", (caller) => caller.get(`/api/v1/candidates/${candidate}`)],
  ["view", (caller) => caller.get("/api/v1/candidates/views/contact")],
  ["create", (caller) => caller.post("/api/v1/candidates", { name: "N", email: "n@example.com" })],
  ["update", (caller) => caller.patch(`/api/v1/candidates/${candidate}`, { name: "Ada L." })],
  ["record action", (caller) => caller.post(`/api/v1/applications/${application}/advance`)],
  ["standalone action", (caller) => caller.get("/api/v1/applications/stats")],
  ["delete", (caller) => caller.delete(`/api/v1/candidates/${candidate}`)],
];
/** Routes that a plain member may not use. */
const forbidden = new Set(["view", "create", "update", "record action", "standalone action", "delete"]);

describe.each(routes)("%s", (name, call) => {
  it("answers 401 AUTH_MISSING to the anonymous", async () => {
    const answer = await call(world.anonymous);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: "AUTH_MISSING", layer: "authentication" });
  });

  it("refuses someone without a role in the organization", async () => {
    const answer = await call(world.outsider);
    expect([400, 403]).toContain(answer.status);
  });

  it(forbidden.has(name) ? "refuses a member" : "admits a member", async () => {
    const answer = await call(world.acme.member);
    if (forbidden.has(name)) {
      expect(answer.status).toBe(403);
      expect(code(answer)).toBe("ACCESS_ROLE_REQUIRED");
    } else expect(answer.status).toBe(200);
  });

  it("admits an owner", async () => {
    expect([200, 201]).toContain((await call(world.acme.owner)).status);
  });
});

describe("bodies and headers of strangers", () => {
  it("answers 401 before it looks at the body", async () => {
    const answer = await world.anonymous.request("POST", "/api/v1/candidates", undefined, {
      "content-type": "application/json",
    });
    expect(answer.status).toBe(401);
  });

  it("takes no identity from headers", async () => {
    const answer = await world.anonymous.get("/api/v1/candidates", {
      "x-user-id": world.acme.owner.userId,
      "x-organization-id": world.acme.id,
      "x-user-role": "admin",
      authorization: `Bearer ${world.acme.owner.userId}`,
    });
    expect(answer.status).toBe(401);
  });
});

describe("a policy written as or", () => {
  it("lets a recruiter change only candidates it created", async () => {
    const { owner, recruiter } = world.acme;
    const own = await create(recruiter, "candidates", { name: "Mine", email: "mine@example.com" });
    const other = await create(owner, "candidates", { name: "Theirs", email: "theirs@example.com" });
    expect((await recruiter.patch(`/api/v1/candidates/${own}`, { name: "Mine 2" })).status).toBe(200);
    const refused = await recruiter.patch(`/api/v1/candidates/${other}`, { name: "Taken" });
    expect(refused.status).toBe(403);
    expect(code(refused)).toBe("ACCESS_CONDITION_FAILED");
    expect((await owner.patch(`/api/v1/candidates/${own}`, { name: "Mine 3" })).status).toBe(200);
  });
});

describe("PUBLIC", () => {
  beforeAll(async () => {
    const { platformAdmin } = world;
    const posting = { description: "Build things", location: "Remote" };
    await create(platformAdmin, "job-postings", { ...posting, title: "Published", published: true });
    await create(platformAdmin, "job-postings", { ...posting, title: "Draft", published: false });
  });

  it("shows the anonymous what the record condition admits", async () => {
    const answer = await world.anonymous.get("/api/v1/job-postings");
    expect(answer.status).toBe(200);
    expect(rows(answer).map(({ title }) => title)).toEqual(["Published"]);
  });

  it("shows everything to the platform admin of the other branch", async () => {
    const titles = rows(await world.platformAdmin.get("/api/v1/job-postings")).map(({ title }) => title);
    expect(titles.sort()).toEqual(["Draft", "Published"]);
  });

  it("refuses an unpublished posting by id and serves a published one", async () => {
    const all = rows(await world.platformAdmin.get("/api/v1/job-postings"));
    const byTitle = (title: string) => all.find((row) => row.title === title)?.id;
    expect((await world.anonymous.get(`/api/v1/job-postings/${byTitle("Draft")}`)).status).toBe(403);
    expect((await world.anonymous.get(`/api/v1/job-postings/${byTitle("Published")}`)).status).toBe(200);
  });

  it("keeps writes from everyone but the platform admin", async () => {
    const body = { title: "New post", description: "d", location: "l" };
    expect((await world.anonymous.post("/api/v1/job-postings", body)).status).toBe(401);
    expect((await world.acme.owner.post("/api/v1/job-postings", body)).status).toBe(403);
    expect((await world.platformAdmin.post("/api/v1/job-postings", body)).status).toBe(201);
  });
});

describe("several roles in one membership", () => {
  it("splits the stored roles and unites their rights", async () => {
    const { owner, id } = world.acme;
    const both = await new Client(world.worker.url, "both@example.com").signUp();
    await owner.invite(both, ["member", "recruiter"], id);
    expect((await both.post("/api/v1/candidates", { name: "B", email: "b@example.com" })).status).toBe(201);
    expect((await both.delete(`/api/v1/jobs/${job}`)).status).toBe(403);
  });
});
