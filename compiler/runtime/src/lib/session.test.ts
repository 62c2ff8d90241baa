import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { project } from "../../../src/2-model/testing/builders";
import { startApp, type TestApp } from "../../testing/app-on-libsql";
import { Visitor } from "../../testing/visitor";

let app: TestApp;
let owner: Visitor;
let acme: string;

const whoami = "/api/v1/whoami";
const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  app = await startApp(project([]));
  owner = await new Visitor(app, "owner@example.com").signUp();
  acme = await owner.found("acme");
});
afterAll(() => app.stop());
beforeEach(() => {
  app.auth.statements.length = 0;
});

const stranger = () => new Visitor(app, "nobody@example.com");
const withBearer = (token: string) => stranger().get(whoami, { authorization: `Bearer ${token}` });
const sql = (text: string, ...args: (string | number)[]) => app.auth.client.execute({ sql: text, args });

describe("credentials", () => {
  it("knows the caller by the cookie that Better Auth set, in one statement", async () => {
    const { body } = await owner.get(whoami);
    expect(body).toMatchObject({
      authenticated: true,
      userId: owner.id,
      userRole: "user",
      activeOrgId: acme,
      roles: ["owner"],
      user: { id: owner.id, email: "owner@example.com", name: "owner@example.com" },
    });
    expect(app.auth.statements).toHaveLength(1);
    // An app without teams does not read them.
    expect(app.auth.statements[0]).not.toContain("team");
    expect(app.features.statements).toHaveLength(0);
  });

  it("knows the caller by the bearer token that Better Auth gave, encoded or not", async () => {
    expect(owner.bearer).toMatch(/^[^.]+\.[A-Za-z0-9+/]{43}=$/);
    for (const token of [owner.bearer, encodeURIComponent(owner.bearer)]) {
      expect((await withBearer(token)).body).toMatchObject({ userId: owner.id, activeOrgId: acme });
    }
    expect(app.auth.statements).toHaveLength(2);
  });

  it("agrees with Better Auth on which bearer tokens count", async () => {
    const [token = "", signature = ""] = owner.bearer.split(".");
    const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    const candidates = [owner.bearer, token, `${token}.`, `${token}.${flipped}`, `x${owner.bearer}`, "a.b"];
    for (const candidate of candidates) {
      const authorization = `Bearer ${candidate}`;
      const theirs = await stranger().get("/auth/v1/get-session", { authorization });
      const ours = await stranger().get(whoami, { authorization });
      expect(ours.body.authenticated, candidate).toBe(theirs.body !== null);
      expect(ours.body.authenticated).toBe(candidate === owner.bearer);
    }
  });

  it("runs no statement for a signature that does not fit", async () => {
    const cookie = owner.cookie.replace("session_token=", "session_token=x");
    const { body } = await stranger().get(whoami, { cookie });
    expect(body).toEqual({
      authenticated: false,
      roles: [],
      authFailure: { credential: "session", code: "AUTH_INVALID_TOKEN" },
      services: ["env", "waitUntil"],
    });
    await withBearer(owner.bearer.split(".")[0] ?? "");
    expect(app.auth.statements).toEqual([]);
  });

  it("lets a bearer token decide alone", async () => {
    expect((await owner.get(whoami, { authorization: "Bearer wrong.token" })).body.authenticated).toBe(false);
  });

  it("takes the __Secure- cookie of an https app, and only that one", async () => {
    const env = { BETTER_AUTH_URL: "https://app.example.com" };
    const [pair = ""] = owner.cookie.split("; ");
    const call = (cookie: string) => stranger().send("GET", whoami, { env, headers: { cookie } });
    expect((await call(`__Secure-${pair}`)).body.authenticated).toBe(true);
    expect((await call(pair)).body.authenticated).toBe(false);
  });

  it("believes no header about who calls", async () => {
    const headers = {
      "x-user-id": owner.id,
      "x-organization-id": acme,
      "x-user-role": "admin",
      "x-roles": "owner",
    };
    expect((await stranger().get(whoami, headers)).body).toMatchObject({ authenticated: false, roles: [] });
  });
});

describe("sessions", () => {
  it("does not accept an expired one, and says so", async () => {
    const guest = await new Visitor(app, "late@example.com").signUp();
    await sql("UPDATE session SET expires_at = ? WHERE user_id = ?", Date.now() - 1, guest.id);
    expect((await guest.get(whoami)).body).toMatchObject({
      authenticated: false,
      authFailure: { credential: "session", code: "AUTH_EXPIRED" },
    });
    const { status, body } = await guest.get("/api/v1/schema");
    expect([status, body.code, body.layer]).toEqual([401, "AUTH_EXPIRED", "authentication"]);
  });

  it("ends at once with sign-out", async () => {
    const guest = await new Visitor(app, "leaving@example.com").signUp();
    const { cookie } = guest;
    expect((await guest.get(whoami)).body.authenticated).toBe(true);
    await guest.post("/auth/v1/sign-out");
    expect((await stranger().get(whoami, { cookie })).body.authFailure).toMatchObject({
      code: "AUTH_INVALID_TOKEN",
    });
  });

  it("refuses a banned user until the ban runs out", async () => {
    const guest = await new Visitor(app, "banned@example.com").signUp();
    const authenticated = async () => (await guest.get(whoami)).body.authenticated;
    const ban = (expires: number | null) =>
      app.auth.client.execute({
        sql: "UPDATE user SET banned = 1, ban_expires = ? WHERE id = ?",
        args: [expires, guest.id],
      });
    await ban(null);
    expect(await authenticated()).toBe(false);
    await ban(Date.now() + day);
    expect(await authenticated()).toBe(false);
    await ban(Date.now() - 1);
    expect(await authenticated()).toBe(true);
  });

  it("is extended by Better Auth when it is due, and not before", async () => {
    const guest = await new Visitor(app, "returning@example.com").signUp();
    const fresh = await guest.get(whoami);
    expect(fresh.headers.getSetCookie()).toEqual([]);
    const due = Date.now() + 6 * day - 1000;
    await sql("UPDATE session SET expires_at = ? WHERE user_id = ?", due, guest.id);
    const answer = await guest.get(whoami);
    expect(answer.body.authenticated).toBe(true);
    expect(answer.headers.getSetCookie().join()).toMatch(/better-auth\.session_token=.*Max-Age=604800/);
    const { rows } = await sql("SELECT expires_at FROM session WHERE user_id = ?", guest.id);
    expect(Number(rows[0]?.expires_at)).toBeGreaterThan(due);
    expect((await guest.get(whoami)).headers.getSetCookie()).toEqual([]);
  });

  it("extends a bearer session without setting a cookie", async () => {
    const guest = await new Visitor(app, "mobile@example.com").signUp();
    await sql("UPDATE session SET expires_at = ? WHERE user_id = ?", Date.now() + 3 * day, guest.id);
    const { headers } = await withBearer(guest.bearer);
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("set-auth-token")).toBe(guest.bearer);
    const { rows } = await sql("SELECT expires_at FROM session WHERE user_id = ?", guest.id);
    expect(Number(rows[0]?.expires_at)).toBeGreaterThan(Date.now() + 6 * day);
  });

  it("does not extend an admin's impersonation", async () => {
    const guest = await new Visitor(app, "acted@example.com").signUp();
    const expires = Date.now() + 3_600_000;
    await sql(
      "UPDATE session SET expires_at = ?, impersonated_by = ? WHERE user_id = ?",
      expires,
      owner.id,
      guest.id,
    );
    expect((await withBearer(guest.bearer)).body.authenticated).toBe(true);
    const { rows } = await sql("SELECT expires_at FROM session WHERE user_id = ?", guest.id);
    expect(Number(rows[0]?.expires_at)).toBe(expires);
  });
});

describe("organizations", () => {
  it("admits a custom role, and one that nobody defined not", async () => {
    const guest = await new Visitor(app, "recruiter@example.com").signUp();
    expect((await owner.invite(guest, "emperor", acme)).status).toBe(400);
    expect((await owner.invite(guest, "recruiter", acme)).status).toBe(200);
    expect((await guest.get(whoami)).body).toMatchObject({ activeOrgId: acme, roles: ["recruiter"] });
  });

  it("counts each of a member's several roles", async () => {
    const guest = await new Visitor(app, "both@example.com").signUp();
    await owner.invite(guest, ["admin", "recruiter"], acme);
    expect((await guest.get(whoami)).body.roles).toEqual(["admin", "recruiter"]);
  });

  it("shuts out a removed member at once", async () => {
    const guest = await new Visitor(app, "removed@example.com").signUp();
    await owner.invite(guest, "member", acme);
    expect((await guest.get(whoami)).body).toMatchObject({ activeOrgId: acme, roles: ["member"] });
    const removal = { memberIdOrEmail: guest.email, organizationId: acme };
    expect((await owner.post("/auth/v1/organization/remove-member", removal)).status).toBe(200);
    const { body } = await guest.get(whoami);
    expect(body).toMatchObject({ authenticated: true, roles: [] });
    expect(body.activeOrgId).toBeUndefined();
  });

  it("serves members of an organization of 120, and lists them all", async () => {
    for (let n = 0; n < 120; n += 1) {
      await sql(
        "INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?, 'x', ?, 0, 0, 0)",
        `u${n}`,
        `u${n}@many.example`,
      );
      await sql(
        "INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES (?, ?, ?, 'member', 0)",
        `m${n}`,
        acme,
        `u${n}`,
      );
    }
    const guest = await new Visitor(app, "121st@example.com").signUp();
    expect((await owner.invite(guest, "member", acme)).status).toBe(200);
    expect((await guest.get(whoami)).body.roles).toEqual(["member"]);
    app.auth.statements.length = 0;
    const list = await owner.get(`/auth/v1/organization/list-members?organizationId=${acme}`);
    expect(Array.isArray(list.body.members) && list.body.members.length).toBe(list.body.total);
    expect(list.body.total).toBeGreaterThan(120);
    const full = await owner.get(`/auth/v1/organization/get-full-organization?organizationId=${acme}`);
    expect(full.status).toBe(200);
    // D1 refuses statements with more bound values; libSQL would take them.
    const bound = app.auth.statements.map((text) => text.split("?").length - 1);
    expect(Math.max(...bound)).toBeLessThanOrEqual(100);
  });

  it("keeps one membership per user and organization", async () => {
    const duplicate = sql(
      "INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES ('again', ?, ?, 'admin', 0)",
      acme,
      owner.id,
    );
    await expect(duplicate).rejects.toThrow(/UNIQUE/);
  });

  it("can be deleted while it is someone's active organization", async () => {
    const founder = await new Visitor(app, "founder@example.com").signUp();
    const short = await founder.found("short-lived");
    expect((await founder.get(whoami)).body.activeOrgId).toBe(short);
    const { status } = await founder.post("/auth/v1/organization/delete", { organizationId: short });
    expect(status).toBe(200);
    expect((await founder.get(whoami)).body.activeOrgId).toBeUndefined();
  });
});
