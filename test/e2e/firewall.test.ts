import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "../support/client";
import { code, create, hiringWorld, rows, type World } from "../support/world";

let world: World;
let candidate: string;
let foreign: string;

beforeAll(async () => {
  world = await hiringWorld();
  candidate = await create(world.acme.owner, "candidates", { name: "Ada", email: "ada@example.com" });
  foreign = await create(world.evil.owner, "candidates", { name: "Mallory", email: "mallory@example.com" });
});
afterAll(() => world.end());

/** Every way to reach one record, as the given caller. */
const routes: [string, (caller: Client, id: string) => ReturnType<Client["get"]>][] = [
  ["get", (caller, id) => caller.get(`/api/v1/candidates/${id}`)],
  ["update", (caller, id) => caller.patch(`/api/v1/candidates/${id}`, { name: "Changed" })],
  ["delete", (caller, id) => caller.delete(`/api/v1/candidates/${id}`)],
];

describe("organization", () => {
  it.each(routes)("%s answers the same for a foreign and an absent record", async (_name, call) => {
    const [theirs, absent] = [
      await call(world.acme.owner, foreign),
      await call(world.acme.owner, "cnd_absent"),
    ];
    expect(theirs.status).toBe(403);
    expect(code(theirs)).toBe("FIREWALL_NOT_FOUND");
    expect({ ...(theirs.body as object), requestId: "" }).toEqual({
      ...(absent.body as object),
      requestId: "",
    });
  });

  it("lets the tenant reach its own record on every route", async () => {
    const own = await create(world.acme.owner, "candidates", { name: "Bob", email: "bob@example.com" });
    for (const [, call] of routes) expect((await call(world.acme.owner, own)).status).toBe(200);
  });

  it("lists only the tenant's rows, in lists and views", async () => {
    for (const path of ["/api/v1/candidates", "/api/v1/candidates/views/directory"]) {
      const names = rows(await world.acme.owner.get(path)).map(({ name }) => name);
      expect(names).toContain("Ada");
      expect(names).not.toContain("Mallory");
    }
  });

  it("stamps the organization and refuses it from the client", async () => {
    const refused = await world.evil.owner.post("/api/v1/candidates", {
      name: "Smuggled",
      email: "s@example.com",
      organizationId: world.acme.id,
    });
    expect(refused.status).toBe(400);
    expect(code(refused)).toBe("GUARD_SYSTEM_MANAGED");
    const stored = await world.worker.query(
      "DB",
      `SELECT organization_id FROM candidates WHERE id = '${foreign}'`,
    );
    expect(stored).toEqual([{ organization_id: world.evil.id }]);
  });

  it("asks for an active organization", async () => {
    const answer = await world.outsider.get("/api/v1/candidates");
    expect([400, 403]).toContain(answer.status);
    expect(["ORG_REQUIRED", "ACCESS_ROLE_REQUIRED"]).toContain(code(answer));
  });

  it("refuses another organization by parameter, and takes the own one", async () => {
    const crossed = await world.evil.owner.get(`/api/v1/candidates?organizationId=${world.acme.id}`);
    expect(crossed.status).toBe(403);
    expect(code(crossed)).toBe("ACCESS_CROSS_TENANT_FORBIDDEN");
    const own = await world.acme.owner.get(`/api/v1/candidates?organizationId=${world.acme.id}`);
    expect(own.status).toBe(200);
    expect(rows(own).map(({ id }) => id)).toContain(candidate);
  });

  it("refuses a foreign key into another tenant exactly as an absent one", async () => {
    const job = await create(world.acme.owner, "jobs", { title: "Engineer", department: "R&D" });
    const attempt = (candidateId: string) =>
      world.acme.owner.post("/api/v1/applications", { jobId: job, candidateId });
    const [theirs, absent] = [await attempt(foreign), await attempt("cnd_absent")];
    expect(theirs.status).toBe(400);
    expect(code(theirs)).toBe("FK_NOT_FOUND");
    expect({ ...(theirs.body as object), requestId: "" }).toEqual({
      ...(absent.body as object),
      requestId: "",
    });
    expect((await attempt(candidate)).status).toBe(201);
  });

  it("shuts a removed member out at once", async () => {
    const { acme } = world;
    const guest = await new (acme.owner.constructor as typeof Client)(
      world.worker.url,
      "guest@example.com",
    ).signUp();
    await acme.owner.invite(guest, "member", acme.id);
    expect((await guest.get("/api/v1/candidates")).status).toBe(200);
    await world.worker.query("AUTH_DB", `DELETE FROM member WHERE user_id = '${guest.userId}'`);
    expect((await guest.get("/api/v1/candidates")).status).not.toBe(200);
  });
});

describe("owner, optional", () => {
  let application: string;
  let interview: string;

  beforeAll(async () => {
    const { owner, member } = world.acme;
    const jobId = await create(owner, "jobs", { title: "Designer", department: "UX" });
    application = await create(owner, "applications", { jobId, candidateId: candidate });
    interview = await create(member, "interviews", {
      applicationId: application,
      scheduledAt: "2027-01-01T10:00:00Z",
    });
  });

  it("stamps the caller as owner", async () => {
    const [row] = await world.worker.query("DB", `SELECT owner_id FROM interviews WHERE id = '${interview}'`);
    expect(row).toEqual({ owner_id: world.acme.member.userId });
  });

  it("hides the row from a colleague and shows it to its owner and to admins", async () => {
    const { member, recruiter, admin } = world.acme;
    expect((await recruiter.get(`/api/v1/interviews/${interview}`)).status).toBe(403);
    expect(rows(await recruiter.get("/api/v1/interviews"))).toEqual([]);
    expect((await member.get(`/api/v1/interviews/${interview}`)).status).toBe(200);
    expect((await admin.get(`/api/v1/interviews/${interview}`)).status).toBe(200);
  });
});

describe("soft delete", () => {
  it("hides the row and its children everywhere, and keeps both in the database", async () => {
    const { owner } = world.acme;
    const candidateId = await create(owner, "candidates", { name: "Gone", email: "gone@example.com" });
    const jobId = await create(owner, "jobs", { title: "Tester", department: "QA" });
    const application = await create(owner, "applications", { jobId, candidateId });
    const deleted = await owner.delete(`/api/v1/candidates/${candidateId}`);
    expect(deleted.status).toBe(200);
    expect(deleted.body).toEqual({ success: true });
    for (const path of [`candidates/${candidateId}`, `applications/${application}`]) {
      expect((await owner.get(`/api/v1/${path}`)).status).toBe(403);
    }
    expect((await owner.delete(`/api/v1/candidates/${candidateId}`)).status).toBe(403);
    const [row] = await world.worker.query(
      "DB",
      `SELECT deleted_at, deleted_by FROM candidates WHERE id = '${candidateId}'`,
    );
    expect(row?.deleted_at).toBeTruthy();
    expect(row?.deleted_by).toBe(owner.userId);
    const [child] = await world.worker.query(
      "DB",
      `SELECT deleted_at FROM applications WHERE id = '${application}'`,
    );
    expect(child?.deleted_at).toBeTruthy();
  });

  it("removes the row for good in hard mode", async () => {
    const { owner } = world.acme;
    const candidateId = await create(owner, "candidates", { name: "Hard", email: "hard@example.com" });
    const jobId = await create(owner, "jobs", { title: "Writer", department: "Docs" });
    const applicationId = await create(owner, "applications", { jobId, candidateId });
    const id = await create(owner, "interviews", { applicationId, scheduledAt: "2027-01-02T10:00:00Z" });
    expect((await owner.delete(`/api/v1/interviews/${id}`)).status).toBe(200);
    expect(await world.worker.query("DB", `SELECT id FROM interviews WHERE id = '${id}'`)).toEqual([]);
  });
});
