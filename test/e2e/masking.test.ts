import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client";
import { field } from "../support/client";
import { code, create, hiringWorld, rows, type World } from "../support/world";

let world: World;
let candidate: string;

const secret = {
  name: "Paul Miller",
  email: "paul@example.com",
  phone: "+1 555 123 4567",
  governmentId: "123-45-6789",
  resumeUrl: "https://files.example.com/paul/cv.pdf",
  notes: "Wants 90k",
};
const masked = {
  name: "Paul Miller",
  email: "p***@e******.com",
  resumeUrl: "https://files.example.com/…",
  notes: "[REDACTED]",
};

beforeAll(async () => {
  world = await hiringWorld();
  candidate = await create(world.acme.owner, "candidates", secret);
});
afterAll(() => world.end());

/** Every way to read the candidate. */
const reads: [string, (caller: Client) => Promise<unknown>][] = [
  ["get", async (caller) => (await caller.get(`/api/v1/candidates/${candidate}`)).body],
  ["list", async (caller) => rows(await caller.get("/api/v1/candidates")).find(({ id }) => id === candidate)],
];

describe.each(reads)("%s", (_name, read) => {
  it("masks for a member", async () => {
    const row = await read(world.acme.member);
    expect(row).toMatchObject(masked);
    expect(JSON.stringify(row)).not.toMatch(/paul@|5551234|555 123|123-45|Wants/);
  });

  it("shows a recruiter what the rule allows, and not the rest", async () => {
    const row = await read(world.acme.recruiter);
    expect(row).toMatchObject({ email: secret.email, phone: secret.phone, resumeUrl: secret.resumeUrl });
    expect(field(row, "notes")).toBe("[REDACTED]");
    expect(field(row, "governmentId")).not.toBe(secret.governmentId);
  });

  it("shows an owner everything", async () => {
    expect(await read(world.acme.owner)).toMatchObject(secret);
  });
});

describe("or: owner", () => {
  it("shows the creator its own notes and masks a colleague's", async () => {
    const { recruiter } = world.acme;
    const own = await create(recruiter, "candidates", {
      name: "Own",
      email: "own@example.com",
      notes: "mine",
    });
    expect(field((await recruiter.get(`/api/v1/candidates/${own}`)).body, "notes")).toBe("mine");
    expect(field((await recruiter.get(`/api/v1/candidates/${candidate}`)).body, "notes")).toBe("[REDACTED]");
  });
});

describe("answers to writes", () => {
  it("mask like reads", async () => {
    const { recruiter } = world.acme;
    const created = await recruiter.post("/api/v1/candidates", {
      name: "W",
      email: "w@example.com",
      governmentId: "111-22-3333",
    });
    expect(created.status).toBe(201);
    expect(field(created.body, "governmentId")).not.toContain("111-22-3333");
    const id = field(created.body, "id");
    const updated = await recruiter.patch(`/api/v1/candidates/${id}`, { name: "W2" });
    expect(field(updated.body, "governmentId")).not.toContain("111");
  });
});

describe("oracles", () => {
  it.each([
    "email=paul@example.com",
    "email.like=paul",
    "email.in=paul@example.com,x",
    "sort=email",
    "sort=-phone",
    "governmentId.gt=1",
  ])("refuses ?%s to a member, whatever the value", async (query) => {
    const answer = await world.acme.member.get(`/api/v1/candidates?${query}`);
    expect(answer.status).toBe(400);
    expect(code(answer)).toBe("VALIDATION_FAILED");
  });

  it("answers a wrong guess exactly like a right one", async () => {
    const guess = async (value: string) => {
      const answer = await world.acme.member.get(`/api/v1/candidates?email=${value}`);
      return { status: answer.status, body: { ...(answer.body as object), requestId: "" } };
    };
    expect(await guess("paul@example.com")).toEqual(await guess("nobody@example.com"));
  });

  it("lets an owner filter and sort by the same columns", async () => {
    const { owner } = world.acme;
    expect(rows(await owner.get("/api/v1/candidates?email=paul@example.com"))).toHaveLength(1);
    expect((await owner.get("/api/v1/candidates?sort=email")).status).toBe(200);
  });

  it("searches a member's visible columns only", async () => {
    const { member, owner } = world.acme;
    expect(rows(await member.get("/api/v1/candidates?search=paul@example"))).toEqual([]);
    expect(rows(await owner.get("/api/v1/candidates?search=paul@example"))).toHaveLength(1);
    expect(rows(await member.get("/api/v1/candidates?search=Paul"))).toHaveLength(1);
  });

  it("refuses the same in views", async () => {
    const answer = await world.acme.member.get("/api/v1/candidates/views/directory?email=paul@example.com");
    expect(answer.status).toBe(400);
  });
});
