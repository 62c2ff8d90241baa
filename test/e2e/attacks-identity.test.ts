import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, field } from "../support/client";
import { create, hiringWorld, rows, type World } from "../support/world";

let world: World;

beforeAll(async () => {
  world = await hiringWorld();
  await create(world.acme.owner, "candidates", { name: "Paul", email: "paul@example.com" });
});
afterAll(() => world.end());

const person = (name: string) => new Client(world.worker.url, `${name}@example.net`).signUp();
const invite = (by: Client, email: string, role: unknown) =>
  by.post("/auth/v1/organization/invite-member", { email, role, organizationId: world.acme.id });

describe("roles", () => {
  it("are not raised by an invitation with spaces around its role", async () => {
    const { admin, owner } = world.acme;
    for (const role of [" owner", "member, owner", "admin, owner", ["member", " owner"], "owner\t"]) {
      const answer = await invite(admin, "alt@example.net", role);
      expect(answer.status, JSON.stringify(role)).toBe(400);
    }
    expect((await invite(admin, "alt@example.net", "owner")).status).toBe(403);
    expect((await invite(admin, "alt@example.net", ["member", "recruiter"])).status).toBe(200);
    expect((await invite(owner, "second@example.net", "owner")).status).toBe(200);
  });

  it("count only as Better Auth itself counts them", async () => {
    const guest = await person("spaced");
    await world.acme.owner.invite(guest, "member", world.acme.id);
    const become = (role: string) =>
      world.worker.query("AUTH_DB", `UPDATE member SET role = '${role}' WHERE user_id = '${guest.userId}'`);
    const email = async () => rows(await guest.get("/api/v1/candidates"))[0]?.email;
    await become("member, owner");
    expect(await email()).toBe("p***@e******.com");
    await become("member,owner");
    expect(await email()).toBe("paul@example.com");
  });
});

describe("pending invitations", () => {
  it("show their ids to those who may invite, and to nobody else", async () => {
    const { owner, admin, member, recruiter, id } = world.acme;
    const sent = await invite(owner, "boss@example.net", "owner");
    const secret = String(field(sent.body, "id"));
    const reads = [
      `list-invitations?organizationId=${id}`,
      "list-invitations",
      `get-full-organization?organizationId=${id}`,
      "get-full-organization",
    ];
    const shows = async (caller: Client, path: string) =>
      JSON.stringify((await caller.get(`/auth/v1/organization/${path}`)).body).includes(secret);
    for (const path of reads) {
      for (const caller of [owner, admin]) expect(await shows(caller, path), path).toBe(true);
      for (const caller of [member, recruiter, world.evil.owner]) {
        expect(await shows(caller, path), path).toBe(false);
      }
    }
    const switched = await member.post("/auth/v1/organization/set-active", { organizationId: id });
    expect(switched.status).toBe(200);
    expect(JSON.stringify(switched.body)).not.toContain(secret);
  });

  it("are accepted by the invited address alone", async () => {
    const sent = await invite(world.acme.owner, "guest@example.net", "member");
    const body = { invitationId: field(sent.body, "id") };
    const thief = await person("thief");
    expect((await thief.post("/auth/v1/organization/accept-invitation", body)).status).toBe(403);
    const guest = await person("guest");
    expect((await guest.post("/auth/v1/organization/accept-invitation", body)).status).toBe(200);
    expect((await guest.post("/auth/v1/organization/accept-invitation", body)).status).toBe(400);
  });
});
