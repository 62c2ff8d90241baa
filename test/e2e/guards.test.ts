import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { field } from "../support/client";
import { code, create, hiringWorld, type World } from "../support/world";

let world: World;
let candidate: string;
let application: string;

beforeAll(async () => {
  world = await hiringWorld();
  const { owner } = world.acme;
  candidate = await create(owner, "candidates", {
    name: "Ada",
    email: "ada@example.com",
    governmentId: "123-45-6789",
  });
  const jobId = await create(owner, "jobs", { title: "Engineer", department: "R&D" });
  application = await create(owner, "applications", { jobId, candidateId: candidate });
});
afterAll(() => world.end());

const patch = (path: string, body: unknown) => world.acme.owner.patch(`/api/v1/${path}`, body);
const post = (table: string, body: unknown) => world.acme.owner.post(`/api/v1/${table}`, body);
const person = { name: "Bob", email: "bob@example.com" };

describe("create", () => {
  it.each([
    ["a system field", "candidates", { ...person, createdBy: "someone" }, "GUARD_SYSTEM_MANAGED"],
    ["a soft-delete field", "candidates", { ...person, deletedAt: "2020-01-01" }, "GUARD_SYSTEM_MANAGED"],
    ["the id", "candidates", { ...person, id: "cnd_mine" }, "GUARD_SYSTEM_MANAGED"],
    [
      "a protected field",
      "applications",
      { jobId: "j", candidateId: "c", stage: "hired" },
      "GUARD_FIELD_PROTECTED",
    ],
    [
      "a field of no list",
      "applications",
      { jobId: "j", candidateId: "c", rejectionReason: "no" },
      "GUARD_FIELD_PROTECTED",
    ],
  ])("refuses %s", async (_name, table, body, expected) => {
    const answer = await post(table, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ layer: "guards", code: expected });
  });

  it("refuses a field the table does not have", async () => {
    const answer = await post("candidates", { ...person, nickname: "B" });
    expect(answer.status).toBe(400);
  });

  it("takes createable and immutable fields", async () => {
    const answer = await post("candidates", { ...person, governmentId: "987-65-4321" });
    expect(answer.status).toBe(201);
    expect(field(answer.body, "governmentId")).toBe("987-65-4321");
  });
});

describe("update", () => {
  it.each([
    ["an immutable field", { governmentId: "000-00-0000" }, "GUARD_FIELD_IMMUTABLE"],
    ["a write-once field", { email: "new@example.com" }, "GUARD_FIELD_NOT_UPDATABLE"],
    ["a system field", { modifiedBy: "someone" }, "GUARD_SYSTEM_MANAGED"],
    ["the tenant", { organizationId: "other" }, "GUARD_SYSTEM_MANAGED"],
  ])("refuses %s", async (_name, body, expected) => {
    const answer = await patch(`candidates/${candidate}`, body);
    expect(answer.status).toBe(400);
    expect(code(answer)).toBe(expected);
  });

  it("names the actions that may change a protected field", async () => {
    const answer = await patch(`applications/${application}`, { stage: "hired" });
    expect(code(answer)).toBe("GUARD_FIELD_PROTECTED");
    expect(JSON.stringify(answer.body)).toContain("advance");
  });

  it("changes an updatable field and stamps who did it", async () => {
    const answer = await patch(`candidates/${candidate}`, { name: "Ada Lovelace" });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ name: "Ada Lovelace", modifiedBy: world.acme.owner.userId });
  });
});

describe("validation", () => {
  it.each([
    ["too short", "jobs", { title: "x", department: "R&D" }],
    ["no enum value", "jobs", { title: "Engineer", department: "R&D", status: "unknown" }],
    ["not an e-mail address", "candidates", { ...person, email: "nobody" }],
    ["not a URL", "candidates", { ...person, resumeUrl: "cv.pdf" }],
    ["missing", "candidates", { name: "Bob" }],
    ["of the wrong type", "jobs", { title: 7, department: "R&D" }],
    ["null where that is not allowed", "jobs", { title: null, department: "R&D" }],
  ])("refuses a value that is %s", async (_name, table, body) => {
    const answer = await post(table, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ layer: "validation", code: "VALIDATION_FAILED" });
    expect(field(field(answer.body, "details"), "fields")).toBeTypeOf("object");
  });

  it("takes values at the bounds", async () => {
    expect((await post("jobs", { title: "x".repeat(120), department: "R&D" })).status).toBe(201);
    expect((await patch(`applications/${application}`, { rating: 5 })).status).toBe(200);
    expect((await patch(`applications/${application}`, { rating: 6 })).status).toBe(400);
  });

  it("refuses what is not a JSON object", async () => {
    for (const body of [[], "text", 5, null]) expect((await post("candidates", body)).status).toBe(400);
    const answer = await world.acme.owner.request("POST", "/api/v1/candidates", undefined, {
      "content-type": "application/json",
    });
    expect(answer.status).toBe(400);
  });
});
