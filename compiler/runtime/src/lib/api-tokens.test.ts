import { createHmac } from "node:crypto";
import { sign } from "hono/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { project } from "../../../src/2-model/testing/builders";
import { startApp, type TestApp } from "../../testing/app-on-libsql";
import { Visitor } from "../../testing/visitor";

let app: TestApp;
let owner: Visitor;
let acme: string;

const whoami = "/api/v1/whoami";
const issuer = "http://localhost:8787";
const secret = "a-secret-of-the-tests-only-0123456789";
const key = createHmac("sha256", secret).update("api token").digest("hex");
const { auth } = project([]);
const plugins = [
  ...auth.plugins.filter(({ name }) => name !== "organization"),
  { name: "organization" as const, options: { teams: { enabled: true } } },
  { name: "apiKey" as const, options: {} },
  { name: "jwt" as const, options: { expiresInSeconds: 60 } },
];

beforeAll(async () => {
  app = await startApp(project([], { auth: { ...auth, plugins } }));
  owner = await new Visitor(app, "owner@example.com").signUp();
  acme = await owner.found("acme");
});
afterAll(() => app.stop());
beforeEach(() => {
  app.auth.statements.length = 0;
});

const program = () => new Visitor(app, "nobody@example.com");
const withToken = (token: string, path = whoami) => program().get(path, { authorization: `Bearer ${token}` });

async function tokenOf(visitor: Visitor): Promise<string> {
  const { status, body } = await visitor.post("/api/v1/token");
  expect(status).toBe(200);
  app.auth.statements.length = 0;
  return String(body.token);
}

const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

describe("a token", () => {
  it("says who its session's caller is, and needs no statement", async () => {
    const answer = await owner.post("/api/v1/token");
    expect(answer.body).toEqual({ token: expect.any(String), expiresIn: 60 });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const token = String(answer.body.token);
    const { iat, exp, ...claims } = claimsIn(token);
    expect(claims).toEqual({
      sub: owner.id,
      orgId: acme,
      // A new organization's first team has its founder in it.
      teamId: expect.any(String),
      role: "owner",
      userRole: "user",
      email: "owner@example.com",
      name: "owner@example.com",
      iss: issuer,
    });
    expect(Number(exp) - Number(iat)).toBe(60);

    app.auth.statements.length = 0;
    const { services: _, ...session } = (await owner.get(whoami)).body;
    expect(app.auth.statements).toHaveLength(1);
    const { services: __, ...caller } = (await withToken(token)).body;
    expect(caller).toEqual(session);
    expect(app.auth.statements).toHaveLength(1);
  });

  it("carries the team of its session", async () => {
    const { body: team } = await owner.post("/auth/v1/organization/create-team", { name: "one" });
    await owner.post("/auth/v1/organization/add-team-member", { teamId: team.id, userId: owner.id });
    await owner.post("/auth/v1/organization/set-active-team", { teamId: team.id });
    expect((await withToken(await tokenOf(owner))).body).toMatchObject({
      activeOrgId: acme,
      activeTeamId: team.id,
    });
    await owner.post("/auth/v1/organization/set-active-team", { teamId: null });
  });

  it("claims no organization that its session has none of", async () => {
    const guest = await new Visitor(app, "guest@example.com").signUp();
    const { body } = await withToken(await tokenOf(guest));
    expect(body).toMatchObject({ authenticated: true, userId: guest.id, roles: [] });
    expect(body).not.toHaveProperty("activeOrgId");
  });

  it("lags behind a removal until it ends, while no new one says the same", async () => {
    const member = await new Visitor(app, "member@example.com").signUp();
    await owner.invite(member, "recruiter", acme);
    const token = await tokenOf(member);
    await owner.post("/auth/v1/organization/remove-member", { memberIdOrEmail: "member@example.com" });
    expect((await withToken(token)).body).toMatchObject({ activeOrgId: acme, roles: ["recruiter"] });
    expect((await withToken(await tokenOf(member))).body).not.toHaveProperty("activeOrgId");

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    try {
      const { status, body } = await withToken(token, "/api/v1/schema");
      expect([status, body.code]).toEqual([401, "AUTH_EXPIRED"]);
      expect(body.hint).toContain("/api/v1/token");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is made of a session only: neither a token nor a key lives on in another token", async () => {
    const made = await owner.post("/auth/v1/api-key/create", { name: "ci" });
    const token = await tokenOf(owner);
    for (const headers of [{ authorization: `Bearer ${token}` }, { "x-api-key": String(made.body.key) }]) {
      expect((await program().get(whoami, headers)).body.authenticated).toBe(true);
      const { status, body } = await program().post("/api/v1/token", {}, headers);
      expect([status, body.code]).toEqual([403, "ACCESS_SESSION_REQUIRED"]);
    }
    const bearer = { authorization: `Bearer ${owner.bearer}` };
    expect((await program().post("/api/v1/token", {}, bearer)).status).toBe(200);
    expect((await program().post("/api/v1/token")).body.code).toBe("AUTH_MISSING");
    const page = { origin: "https://evil.example" };
    expect((await owner.post("/api/v1/token", {}, page)).body.code).toBe("ACCESS_ORIGIN_FORBIDDEN");
  });

  it("decides alone, even beside a session", async () => {
    const { body } = await owner.get(whoami, { authorization: "Bearer eyJ.eyJ.sig" });
    expect(body).toMatchObject({ authenticated: false, authFailure: { credential: "token" } });
  });
});

describe("a forged token", () => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: "me", role: "owner", orgId: "acme", email: "a@b.example", name: "A" };
  const good = { ...claims, iss: issuer, iat: now, exp: now + 60 };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  it.each<[string, () => string | Promise<string>]>([
    ["of the secret itself", () => sign(good, secret)],
    ["of another secret", () => sign(good, "another")],
    ["of another app", () => sign({ ...good, iss: "https://other.example" }, key)],
    ["of no app", () => sign({ ...claims, iat: now, exp: now + 60 }, key)],
    ["without an end", () => sign({ ...claims, iss: issuer }, key)],
    ["without a subject", () => sign({ ...good, sub: "" }, key)],
    ["whose roles are a list", () => sign({ ...good, role: ["owner"] }, key)],
    ["of another algorithm", () => sign(good, key, "HS512")],
    ["of no algorithm", () => `${part({ alg: "none", typ: "JWT" })}.${part(good)}.x`],
    [
      "with other claims",
      async () => {
        const [head, , signature] = (await sign(good, key)).split(".");
        return `${head}.${part({ ...good, role: "admin" })}.${signature}`;
      },
    ],
  ])("%s is not accepted", async (_what, forge) => {
    // The control: the same claims with the right signature.
    expect((await withToken(await sign(good, key))).body).toMatchObject({ userId: "me", roles: ["owner"] });
    const { body } = await withToken(await forge());
    expect(body).toMatchObject({ authenticated: false, authFailure: { code: "AUTH_INVALID_TOKEN" } });
    expect(app.auth.statements).toEqual([]);
  });
});

it("does not pass for the proof of an e-mail address", async () => {
  const claimant = await new Visitor(app, "victim@example.com").signUp();
  const token = await tokenOf(claimant);
  const verify = (proof: string) => program().get(`/auth/v1/verify-email?token=${proof}`);
  const verified = async () =>
    (await app.auth.client.execute("SELECT email_verified FROM user WHERE email = 'victim@example.com'"))
      .rows[0]?.email_verified;
  expect((await verify(token)).status).not.toBe(200);
  expect(await verified()).toBe(0);
  // The control: signed with the secret itself, it would.
  const { iss: _, ...claims } = claimsIn(token);
  expect((await verify(await sign(claims, secret))).status).toBe(200);
  expect(await verified()).toBe(1);
});

it("is no session where tokens are off", async () => {
  const plain = await startApp(project([]));
  const visitor = await new Visitor(plain, "owner@example.com").signUp();
  expect((await visitor.post("/api/v1/token")).status).toBe(404);
  const authorization = `Bearer ${await sign({ sub: visitor.id }, key)}`;
  expect((await visitor.get(whoami, { authorization })).body.authenticated).toBe(false);
  await plain.stop();
});
