import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { field } from "../support/client";
import { code, create, hiringWorld, type World } from "../support/world";

let world: World;

beforeAll(async () => {
  world = await hiringWorld();
});
afterAll(() => world.end());

async function application(): Promise<string> {
  const { owner } = world.acme;
  const candidateId = await create(owner, "candidates", { name: "Ada", email: "ada@example.com" });
  const jobId = await create(owner, "jobs", { title: "Engineer", department: "R&D" });
  return `/api/v1/applications/${await create(owner, "applications", { jobId, candidateId })}`;
}

describe("record actions", () => {
  it("run the inline body with the scoped database", async () => {
    const path = await application();
    const answer = await world.acme.recruiter.post(`${path}/advance`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ stage: "screening", modifiedBy: world.acme.recruiter.userId });
  });

  it("run a handler file", async () => {
    const path = await application();
    const answer = await world.acme.recruiter.post(`${path}/reject`, { reason: "Not now" });
    expect(answer.body).toMatchObject({ stage: "rejected", rejectionReason: "Not now" });
  });

  it("hold record conditions: hire only at the offer stage", async () => {
    const path = await application();
    const early = await world.acme.owner.post(`${path}/hire`, { startDate: "2027-01-15" });
    expect(early.status).toBe(403);
    expect(code(early)).toBe("ACCESS_CONDITION_FAILED");
    for (let step = 0; step < 3; step++) await world.acme.owner.post(`${path}/advance`);
    const hired = await world.acme.owner.post(`${path}/hire`, { startDate: "2027-01-15" });
    expect(hired.status).toBe(200);
    expect(hired.body).toEqual({ hired: true, startDate: "2027-01-15" });
  });

  it("answer ActionError with its status and code", async () => {
    const path = await application();
    for (let step = 0; step < 3; step++) await world.acme.owner.post(`${path}/advance`);
    const answer = await world.acme.owner.post(`${path}/advance`);
    expect(answer.status).toBe(409);
    expect(code(answer)).toBe("STAGE_FINAL");
  });

  it("refuse bad input, and unknown keys of it", async () => {
    const path = await application();
    const answer = await world.acme.owner.post(`${path}/reject`, { reason: "x" });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ layer: "validation", code: "VALIDATION_FAILED" });
    expect(field((await world.acme.owner.get(path)).body, "stage")).toBe("applied");
  });

  it("see a foreign record as absent", async () => {
    const path = await application();
    const foreign = await world.evil.owner.post(`${path}/advance`);
    expect(foreign.status).toBe(403);
    expect(code(foreign)).toBe("FIREWALL_NOT_FOUND");
    expect(field((await world.acme.owner.get(path)).body, "stage")).toBe("applied");
  });
});

describe("standalone actions", () => {
  it("count only the tenant's rows", async () => {
    await application();
    const own = await world.acme.owner.get("/api/v1/applications/stats");
    expect(field(own.body, "total")).toBeGreaterThan(0);
    const theirs = await world.evil.owner.get("/api/v1/applications/stats");
    expect(field(theirs.body, "total")).toBe(0);
  });

  it("are mounted once, below their table", async () => {
    expect((await world.acme.owner.get("/api/v1/applications/applications/stats")).status).toBe(404);
  });
});

describe("PUBLIC actions", () => {
  it("leave one audit row for each call, refused ones too", async () => {
    const path = "/api/v1/job-postings/contact";
    const body = { email: "who@example.com", question: "Is this remote?" };
    expect((await world.anonymous.post(path, body)).body).toEqual({ received: true, characters: 15 });
    expect((await world.anonymous.post(path, { email: "bad" })).status).toBe(400);
    const rows = await world.worker.query(
      "AUDIT_DB",
      "SELECT action_name, result, actor_user_id FROM audit_events ORDER BY created_at, rowid",
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ action_name: "contact", result: "success", actor_user_id: null });
    expect(rows[1]?.result).not.toBe("success");
  });
});
