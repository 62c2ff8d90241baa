import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, field } from "../support/client";
import { code, create, hiringWorld, rows, type World } from "../support/world";

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

describe("the auth endpoints", () => {
  const memberOf = async (client: Client) => {
    const [row] = await world.worker.query(
      "AUTH_DB",
      `SELECT * FROM member WHERE user_id = '${client.userId}'`,
    );
    return row;
  };

  it("give an outsider nothing of an organization", async () => {
    const { id, member } = world.acme;
    const by = world.evil.owner;
    const reads = ["get-full-organization", "list-members", "list-invitations"];
    for (const name of reads) {
      const path = `/auth/v1/organization/${name}?organizationId=${id}`;
      expect((await by.get(path)).status, name).toBeGreaterThanOrEqual(400);
      expect((await world.acme.owner.get(path)).status, name).toBe(200);
    }
    const writes: [string, Record<string, unknown>][] = [
      ["set-active", { organizationId: id }],
      ["set-active", { organizationSlug: "acme" }],
      ["update", { organizationId: id, data: { name: "Taken" } }],
      ["delete", { organizationId: id }],
      ["remove-member", { organizationId: id, memberIdOrEmail: member.email }],
      ["update-member-role", { organizationId: id, memberId: (await memberOf(member))?.id, role: "owner" }],
      ["invite-member", { organizationId: id, email: "x@example.net", role: "member" }],
      ["add-member", { organizationId: id, userId: by.userId, role: "owner" }],
      ["create-role", { organizationId: id, role: "king", permission: {} }],
    ];
    for (const [name, body] of writes) {
      const answer = await by.post(`/auth/v1/organization/${name}`, body);
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
    }
    expect((await world.acme.owner.get("/api/v1/candidates")).status).toBe(200);
    // A refused change leaves no organization active.
    expect(code(await by.get("/api/v1/candidates"))).toBe("ORG_REQUIRED");
    const back = await by.post("/auth/v1/organization/set-active", { organizationId: world.evil.id });
    expect(back.status).toBe(200);
    expect(field((await memberOf(member)) ?? {}, "role")).toBe("member");
  });

  it("let nobody raise themselves", async () => {
    const { admin, recruiter, member, owner, id } = world.acme;
    const raise = async (caller: Client, role: unknown) =>
      caller.post("/auth/v1/organization/update-member-role", {
        memberId: (await memberOf(caller))?.id,
        role,
        organizationId: id,
      });
    for (const role of ["owner", " owner", "admin,owner", ["admin", "owner"]]) {
      for (const caller of [admin, recruiter, member]) {
        expect((await raise(caller, role)).status, JSON.stringify(role)).toBeGreaterThanOrEqual(400);
      }
    }
    expect(field((await memberOf(admin)) ?? {}, "role")).toBe("admin");
    expect((await raise(owner, ["owner", "recruiter"])).status).toBe(200);
    expect((await invite(recruiter, "x@example.net", "member")).status).toBe(403);
  });

  it.each<[string, Record<string, unknown>]>([
    ["/update-user", { role: "admin" }],
    ["/update-user", { email: "owner@example.com" }],
    ["/update-user", { emailVerified: true, banned: false }],
    ["/update-session", { activeOrganizationId: "acme", impersonatedBy: "me" }],
    ["/admin/set-role", { userId: "me", role: "admin" }],
    ["/admin/impersonate-user", { userId: "owner" }],
    ["/admin/create-user", { email: "x@example.net", password: "long enough", name: "x", role: "admin" }],
    ["/admin/list-users", {}],
  ])("refuse %s %j to a plain user", async (path, body) => {
    const me = world.outsider.userId;
    const owner = world.acme.owner.userId;
    const text = JSON.stringify(body).replace('"me"', `"${me}"`).replace('"owner"', `"${owner}"`);
    const answer = await world.outsider.post(`/auth/v1${path}`, JSON.parse(text));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const [row] = await world.worker.query("AUTH_DB", `SELECT role, email FROM user WHERE id = '${me}'`);
    expect(row).toEqual({ role: "user", email: world.outsider.email });
    expect((await world.outsider.post("/auth/v1/update-user", { name: "Renamed" })).status).toBe(200);
  });

  it("take no role, id or verification from a sign-up", async () => {
    const account = { email: "mass@example.net", password: "correct horse battery", name: "M" };
    const more = { role: "admin", emailVerified: true, id: "chosen", banned: false };
    const client = new Client(world.worker.url);
    await client.post("/auth/v1/sign-up/email", { ...account, ...more });
    const found = () =>
      world.worker.query(
        "AUTH_DB",
        `SELECT id, role, email_verified FROM user WHERE email = '${account.email}'`,
      );
    expect(await found()).toEqual([]);
    expect((await client.post("/auth/v1/sign-up/email", account)).status).toBe(200);
    expect(await found()).toMatchObject([{ role: "user", email_verified: 0 }]);
  });

  it("send nobody to a foreign page", async () => {
    const { email } = world.outsider;
    const { url } = world.worker;
    const callbackURL = "https://evil.example/in";
    const signIn = { email, password: "correct horse battery" };
    const client = new Client(url);
    for (const target of [callbackURL, "//evil.example", "/\\evil.example", `${url}@evil.example`]) {
      const answer = await client.post("/auth/v1/sign-in/email", { ...signIn, callbackURL: target });
      expect(answer.status, target).toBe(403);
    }
    const query = `callbackURL=${encodeURIComponent(callbackURL)}`;
    for (const path of [`verify-email?token=x&${query}`, `reset-password/x?${query}`]) {
      const answer = await client.get(`/auth/v1/${path}`);
      expect(answer.headers.get("location") ?? "", path).not.toContain("evil.example");
      expect(answer.status).toBe(403);
    }
    expect((await client.post("/auth/v1/sign-in/email", { ...signIn, callbackURL: "/home" })).status).toBe(
      200,
    );
  });
});

describe("the error page", () => {
  it("shows nothing of its address as markup", async () => {
    const attack = encodeURIComponent('"><script>alert(1)</script>');
    const query = `error=${attack}&error_description=${attack}`;
    const answer = await new Client(world.worker.url).get(`/auth/v1/error?${query}`);
    expect(String(answer.body)).not.toContain("<script>alert");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("sessions", () => {
  it("begin anew at sign-in, whatever cookie the browser had", async () => {
    const planted = "better-auth.session_token=planted.c2lnbmF0dXJl";
    const client = new Client(world.worker.url, world.outsider.email);
    const answer = await client.post(
      "/auth/v1/sign-in/email",
      { email: client.email, password: "correct horse battery" },
      { cookie: planted },
    );
    expect(answer.status).toBe(200);
    expect(client.cookie).not.toContain("planted");
    expect((await client.get("/api/v1/schema")).status).toBe(200);
    expect((await new Client(world.worker.url).get("/api/v1/schema", { cookie: planted })).status).toBe(401);
  });

  it("are not opened by the token alone, as the database holds it", async () => {
    const [row] = await world.worker.query(
      "AUTH_DB",
      `SELECT token FROM session WHERE user_id = '${world.acme.owner.userId}'`,
    );
    const token = String(row?.token);
    const anonymous = new Client(world.worker.url);
    for (const headers of [
      { authorization: `Bearer ${token}` },
      { cookie: `better-auth.session_token=${token}` },
    ]) {
      expect((await anonymous.get("/api/v1/jobs", headers)).status).toBe(401);
      expect((await anonymous.get("/auth/v1/get-session", headers)).body).toBeNull();
    }
    expect((await world.acme.owner.get("/auth/v1/get-session")).body).not.toBeNull();
  });

  it("of two tenants never mix, however many calls run at once", async () => {
    await create(world.evil.owner, "candidates", { name: "Mallory", email: "mallory@example.com" });
    const calls = Array.from({ length: 40 }, async (_, index) => {
      const caller = index % 2 === 0 ? world.acme.owner : world.evil.owner;
      return rows(await caller.get("/api/v1/candidates?sort=name"))
        .map(({ name }) => name)
        .join();
    });
    const names = await Promise.all(calls);
    expect(new Set(names.filter((_, index) => index % 2 === 0))).toEqual(new Set(["Paul"]));
    expect(new Set(names.filter((_, index) => index % 2 === 1))).toEqual(new Set(["Mallory"]));
  });

  it("of a removed member read and write nothing from that moment", async () => {
    const guest = await person("leaver");
    await world.acme.owner.invite(guest, "recruiter", world.acme.id);
    await create(guest, "jobs", { title: "While here", department: "X" });
    const removed = await world.acme.owner.post("/auth/v1/organization/remove-member", {
      memberIdOrEmail: guest.email,
      organizationId: world.acme.id,
    });
    expect(removed.status).toBe(200);
    const body = { title: "After", department: "X" };
    expect((await guest.post("/api/v1/jobs", body)).status).toBe(400);
    expect((await guest.get("/api/v1/jobs")).status).toBe(400);
    expect((await guest.post(`/api/v1/jobs?organizationId=${world.acme.id}`, body)).status).toBe(403);
    expect((await guest.get("/api/v1/jobs", { authorization: `Bearer ${guest.bearer}` })).status).toBe(400);
  });
});
