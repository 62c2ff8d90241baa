import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { project } from "../../../src/2-model/testing/builders";
import { startApp, type TestApp } from "../../testing/app-on-libsql";
import { Visitor } from "../../testing/visitor";

let app: TestApp;
let owner: Visitor;
let admin: Visitor;
let acme: string;
let globex: string;

const whoami = "/api/v1/whoami";
const trusted = "https://app.example.com";
const foreign = "https://evil.example";

beforeAll(async () => {
  app = await startApp(project([], { trustedOrigins: [trusted] }));
  owner = await new Visitor(app, "owner@example.com").signUp();
  acme = await owner.found("acme");
  admin = await new Visitor(app, "admin@example.com").signUp();
  globex = await admin.found("globex");
  await app.auth.client.execute({ sql: "UPDATE user SET role = 'admin' WHERE id = ?", args: [admin.id] });
});
afterAll(() => app.stop());

const nobody = () => new Visitor(app, "nobody@example.com");

describe("routes that need no caller", () => {
  it("answers /health without a statement, also with a session", async () => {
    app.auth.statements.length = 0;
    const { status, body } = await owner.get("/health");
    expect(status).toBe(200);
    expect(body).toEqual({ status: "ok", deployedAt: null, emailConfigured: false });
    expect([...app.auth.statements, ...app.features.statements]).toEqual([]);
  });

  it("tells whether it can send e-mail, without a statement", async () => {
    const path = "/api/v1/system/email-status";
    app.auth.statements.length = 0;
    const { status, body } = await owner.get(path);
    expect([status, body]).toEqual([200, { emailConfigured: false }]);
    expect((await nobody().get(path)).body).toEqual({ emailConfigured: false });
    expect([...app.auth.statements, ...app.features.statements]).toEqual([]);
    const env = { EMAIL: {} };
    expect((await nobody().send("GET", path, { env })).body).toEqual({ emailConfigured: true });
    expect((await nobody().send("GET", "/health", { env })).body.emailConfigured).toBe(true);
  });

  it("takes deployedAt from the version metadata", async () => {
    const env = { CF_VERSION_METADATA: { id: "v", tag: "", timestamp: "2026-01-02T03:04:05.000Z" } };
    expect((await nobody().send("GET", "/health", { env })).body.deployedAt).toBe("2026-01-02T03:04:05.000Z");
  });

  it("publishes the OpenAPI document", async () => {
    expect((await nobody().get("/openapi.json")).body).toEqual({ openapi: "3.1.0" });
  });

  it("answers unknown paths with the envelope, without a statement", async () => {
    app.auth.statements.length = 0;
    for (const path of ["/", "/nothing", "/api/v1/nothing", "/api/v1", "/admin/v1/nothing"]) {
      const { status, body } = await owner.get(path);
      expect([path, status, body.code]).toEqual([path, 404, "NOT_FOUND"]);
    }
    expect(app.auth.statements).toEqual([]);
  });
});

describe("routes that need one", () => {
  it("closes the registry to the anonymous", async () => {
    const { status, body } = await nobody().get("/api/v1/schema");
    expect([status, body.code, body.layer]).toEqual([401, "AUTH_MISSING", "authentication"]);
    expect((await owner.get("/api/v1/schema")).body).toEqual({ tables: {} });
  });

  it("lists organizations to platform administrators only", async () => {
    const path = "/admin/v1/organizations";
    expect((await nobody().get(path)).status).toBe(401);
    const refused = await owner.get(path);
    expect([refused.status, refused.body.code]).toEqual([403, "ACCESS_ADMIN_REQUIRED"]);
    const { status, body } = await admin.get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [
        { id: acme, name: "acme", slug: "acme" },
        { id: globex, name: "globex", slug: "globex" },
      ],
      pagination: { limit: 50, offset: 0, count: 2 },
    });
    expect((await admin.get(`${path}?limit=1&offset=1`)).body).toMatchObject({ data: [{ id: globex }] });
    expect((await admin.get(`${path}?limit=x`)).body.code).toBe("VALIDATION_FAILED");
  });

  it("builds Better Auth once, and not for API requests", async () => {
    const fresh = await startApp(project([]));
    const visitor = await new Visitor(fresh, "only@example.com").signUp();
    expect(fresh.authBuilds()).toBe(1);
    await visitor.get("/auth/v1/get-session");
    expect(fresh.authBuilds()).toBe(1);
    // Another environment stands for another isolate.
    const env = { ISOLATE: "second" };
    const answer = await visitor.send("GET", whoami, { env });
    expect(answer.body.authenticated).toBe(true);
    expect(fresh.authBuilds()).toBe(1);
    await fresh.stop();
  });
});

describe("?organizationId=", () => {
  const privately = (visitor: Visitor, id: string) => visitor.get(`${whoami}/private?organizationId=${id}`);
  const publicly = (visitor: Visitor, id: string) => visitor.get(`${whoami}/public?organizationId=${id}`);

  it("may always name the active organization, at no cost", async () => {
    app.auth.statements.length = 0;
    expect((await privately(owner, acme)).body).toMatchObject({ activeOrgId: acme, roles: ["owner"] });
    expect((await publicly(owner, acme)).body).toMatchObject({ activeOrgId: acme, roles: ["owner"] });
    expect(app.auth.statements).toHaveLength(2);
  });

  it("refuses another one", async () => {
    const { status, body } = await privately(owner, globex);
    expect([status, body.code]).toEqual([403, "ACCESS_CROSS_TENANT_FORBIDDEN"]);
    expect((await privately(nobody(), globex)).status).toBe(401);
  });

  it("takes no roles along on PUBLIC routes", async () => {
    expect((await publicly(owner, globex)).body).toMatchObject({ activeOrgId: globex, roles: [] });
    expect((await publicly(nobody(), globex)).body).toMatchObject({
      authenticated: false,
      activeOrgId: globex,
    });
  });

  it("lets platform administrators in, with the roles they have there", async () => {
    expect((await privately(admin, acme)).body).toMatchObject({ activeOrgId: acme, roles: [] });
    await owner.invite(admin, "recruiter", acme);
    await admin.post("/auth/v1/organization/set-active", { organizationId: globex });
    expect((await admin.get(whoami)).body).toMatchObject({ activeOrgId: globex, roles: ["owner"] });
    expect((await privately(admin, acme)).body).toMatchObject({ activeOrgId: acme, roles: ["recruiter"] });
  });
});

describe("origins", () => {
  it("gives CORS headers to trusted origins and to its own, not to others", async () => {
    for (const origin of [trusted, "http://localhost:8787"]) {
      const { headers } = await nobody().get("/health", { origin });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("access-control-expose-headers")).toBe("set-auth-token,ETag,x-request-id");
    }
    const { headers } = await nobody().get("/health", { origin: foreign });
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  it("answers a preflight without a statement", async () => {
    app.auth.statements.length = 0;
    const headers = { origin: trusted, "access-control-request-method": "PATCH" };
    const answer = await nobody().send("OPTIONS", whoami, { headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(app.auth.statements).toEqual([]);
  });

  it("refuses writes by cookie from a foreign page", async () => {
    const write = async (headers: Record<string, string>) => (await owner.post(whoami, {}, headers)).body;
    expect((await write({ origin: foreign })).code).toBe("ACCESS_ORIGIN_FORBIDDEN");
    expect((await write({ origin: "null" })).code).toBe("ACCESS_ORIGIN_FORBIDDEN");
    expect((await write({ origin: `${trusted}.evil.example` })).code).toBe("ACCESS_ORIGIN_FORBIDDEN");
    expect((await write({ origin: trusted })).authenticated).toBe(true);
    expect((await write({})).authenticated).toBe(true);
  });

  it("judges a write without origin by its fetch metadata", async () => {
    const send = async (headers: Record<string, string>) => {
      const all = { cookie: owner.cookie, ...headers };
      const request = new Request(`http://localhost:8787${whoami}`, { method: "POST", headers: all });
      return (await app.fetch(request)).status;
    };
    expect(await send({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await send({})).toBe(200);
  });

  it("lets reads and bearer tokens be", async () => {
    expect((await owner.get(whoami, { origin: foreign })).status).toBe(200);
    const bearer = { authorization: `Bearer ${owner.bearer}`, origin: foreign };
    expect((await nobody().post(whoami, {}, bearer)).body.authenticated).toBe(true);
  });
});

describe("answers", () => {
  it("carry the caller's request id where it is plain, and their own otherwise", async () => {
    const id = async (inbound: string) =>
      (await nobody().get("/health", { "x-request-id": inbound })).headers.get("x-request-id");
    expect(await id("trace_1-A")).toBe("trace_1-A");
    for (const strange of ["with space", "a=b", "x".repeat(65), "<script>"]) {
      expect(await id(strange)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("carry Cloudflare's id or a proxy's where the caller sends none", async () => {
    const id = async (headers: Record<string, string>) =>
      (await nobody().get("/health", headers)).headers.get("x-request-id");
    const ray = { "cf-ray": "8f1c2d3e4a5b6c7d-AMS" };
    const proxy = { "x-correlation-id": "corr-1" };
    expect(await id({ ...ray, ...proxy })).toBe("8f1c2d3e4a5b6c7d-AMS");
    expect(await id({ "cf-ray": "not plain", ...proxy })).toBe("corr-1");
    expect(await id({ ...ray, ...proxy, "x-request-id": "own" })).toBe("own");
  });

  it("carry the security headers", async () => {
    const { headers } = await nobody().get("/health");
    const values = [
      "strict-transport-security",
      "x-content-type-options",
      "referrer-policy",
      "permissions-policy",
    ];
    expect(values.map((name) => headers.get(name))).toEqual([
      "max-age=31536000; includeSubDomains; preload",
      "nosniff",
      "strict-origin-when-cross-origin",
      "geolocation=(), microphone=(), camera=()",
    ]);
  });

  it("refuse bodies over 1 MiB", async () => {
    const large = await owner.post(whoami, { text: "x".repeat(1024 * 1024) });
    expect([large.status, large.body.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    expect((await owner.post(whoami, { text: "x".repeat(1000) })).status).toBe(200);
  });

  it("say nothing about a fault but the request id", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { status, body } = await owner.get(`${whoami}/fails`, { "x-request-id": "abc" });
    expect(status).toBe(500);
    expect(body).toEqual({ error: expect.any(String), code: "INTERNAL_SERVER_ERROR", requestId: "abc" });
    expect(JSON.stringify(body)).not.toContain("secret detail");
    expect(log.mock.calls.flat().join(" ")).toContain("abc");
    log.mockRestore();
  });

  it("are 503 MISSING_ENV until the app is configured", async () => {
    const env = { BETTER_AUTH_SECRET: "" };
    for (const path of ["/health", whoami, "/auth/v1/get-session"]) {
      const { status, body } = await nobody().send("GET", path, { env });
      expect(status).toBe(503);
      expect(body).toMatchObject({ code: "MISSING_ENV", missing: ["BETTER_AUTH_SECRET"] });
    }
  });
});

describe("without organizations", () => {
  it("takes the platform role as the role", async () => {
    const { auth } = project([]);
    const plugins = auth.plugins.filter(({ name }) => name !== "organization");
    const single = await startApp(project([], { organizations: false, auth: { ...auth, plugins } }));
    const visitor = await new Visitor(single, "one@example.com").signUp();
    expect((await visitor.get(whoami)).body).toMatchObject({ userRole: "user", roles: ["user"] });
    expect((await visitor.get(`${whoami}/private?organizationId=x`)).body).toMatchObject({ roles: ["user"] });
    expect((await visitor.get("/admin/v1/organizations")).status).toBe(404);
    await single.stop();
  });
});
