import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { field } from "../support/client";
import { code, create, hiringWorld, type World } from "../support/world";

let world: World;
let job: string;

beforeAll(async () => {
  world = await hiringWorld();
  job = await create(world.acme.owner, "jobs", { title: "Engineer", department: "R&D" });
});
afterAll(() => world.end());

describe("ETag", () => {
  it.each(["/api/v1/jobs", "job", "/api/v1/candidates/views/directory"])(
    "%s: 304 while nothing changed",
    async (name) => {
      const path = name === "job" ? `/api/v1/jobs/${job}` : name;
      const first = await world.acme.owner.get(path);
      const etag = first.headers.get("etag") ?? "";
      expect(etag).toMatch(/^W\/"[0-9a-f]{16}"$/);
      expect(first.headers.get("cache-control")).toBe("no-cache");
      const second = await world.acme.owner.get(path, { "if-none-match": etag });
      expect(second.status).toBe(304);
      expect(second.body).toBe("");
    },
  );

  it("changes with the row, and with what the caller may see", async () => {
    const path = `/api/v1/jobs/${job}`;
    const before = (await world.acme.owner.get(path)).headers.get("etag") ?? "";
    await world.acme.owner.patch(path, { title: "Engineer II" });
    expect((await world.acme.owner.get(path, { "if-none-match": before })).status).toBe(200);
    const candidate = await create(world.acme.owner, "candidates", { name: "A", email: "a@example.com" });
    const tag = async (who: "owner" | "member") =>
      (await world.acme[who].get(`/api/v1/candidates/${candidate}`)).headers.get("etag");
    expect(await tag("owner")).not.toBe(await tag("member"));
  });
});

describe("system routes", () => {
  it("answers /health without a database", async () => {
    const answer = await world.anonymous.get("/health");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: "ok", emailConfigured: false });
  });

  it("answers /api/v1/system/email-status to everyone, and nothing else below system", async () => {
    const answer = await world.anonymous.get("/api/v1/system/email-status");
    expect([answer.status, answer.body]).toEqual([200, { emailConfigured: false }]);
    expect((await world.anonymous.get("/api/v1/system/other")).status).toBe(404);
  });

  it("publishes the OpenAPI document to everyone", async () => {
    const answer = await world.anonymous.get("/openapi.json");
    expect(field(answer.body, "openapi")).toMatch(/^3\.1/);
  });

  it("keeps the schema registry from the anonymous and shows it to the signed in", async () => {
    expect((await world.anonymous.get("/api/v1/schema")).status).toBe(401);
    const answer = await world.acme.member.get("/api/v1/schema");
    expect(Object.keys(field(answer.body, "tables") as object)).toContain("candidates");
  });

  it("opens /admin/v1 to platform admins only", async () => {
    const path = "/admin/v1/organizations";
    expect((await world.anonymous.get(path)).status).toBe(401);
    expect((await world.acme.owner.get(path)).status).toBe(403);
    expect((await world.platformAdmin.get(path)).status).toBe(200);
  });

  it("answers unknown routes with the envelope", async () => {
    const answer = await world.acme.owner.get("/api/v1/nothing");
    expect(answer.status).toBe(404);
    expect(code(answer)).toBe("NOT_FOUND");
  });

  it("has no route for an internal table", async () => {
    expect((await world.acme.owner.get("/api/v1/scores")).status).toBe(404);
  });
});

describe("headers", () => {
  it("sets security headers and a request id", async () => {
    const { headers } = await world.anonymous.get("/health", { "x-request-id": "abc-123" });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(headers.get("x-request-id")).toBe("abc-123");
    const ofBetterAuth = await world.anonymous.get("/auth/v1/get-session", { "x-request-id": "abc-124" });
    expect(ofBetterAuth.headers.get("x-request-id")).toBe("abc-124");
    expect(ofBetterAuth.headers.get("x-content-type-options")).toBe("nosniff");
    const odd = await world.anonymous.get("/health", { "x-request-id": "a b<script>" });
    expect(odd.headers.get("x-request-id")).not.toContain("script");
  });

  it("allows trusted origins and no others", async () => {
    const ask = (origin: string) => world.anonymous.get("/health", { origin });
    const trusted = await ask("http://localhost:5173");
    expect(trusted.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
    expect(trusted.headers.get("access-control-allow-credentials")).toBe("true");
    expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("refuses a write by cookie from a foreign page, and takes the same by bearer", async () => {
    const { owner } = world.acme;
    const forged = await owner.post(
      "/api/v1/jobs",
      { title: "Forged", department: "X" },
      { origin: "https://evil.example" },
    );
    expect(forged.status).toBe(403);
    const bearer = await world.anonymous.post(
      "/api/v1/jobs",
      { title: "By token", department: "X" },
      { authorization: `Bearer ${owner.bearer}`, origin: "https://evil.example" },
    );
    expect(bearer.status).toBe(201);
  });

  it("refuses a body over 1 MiB", async () => {
    const answer = await world.acme.owner.post("/api/v1/jobs", {
      title: "x".repeat(1 << 20),
      department: "X",
    });
    expect(answer.status).toBe(413);
    expect(code(answer)).toBe("PAYLOAD_TOO_LARGE");
  });
});
