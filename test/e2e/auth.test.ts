import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client, expectOk, field } from "../support/client";
import { code, hiringWorld, type World } from "../support/world";

let world: World;

beforeAll(async () => {
  world = await hiringWorld();
});
afterAll(() => world.end());

const list = "/api/v1/jobs";

describe("sessions", () => {
  it("signs in by password, and out", async () => {
    const { url } = world.worker;
    const client = new Client(url, "member@example.com");
    expect(
      (await client.post("/auth/v1/sign-in/email", { email: client.email, password: "wrong password" }))
        .status,
    ).toBe(401);
    expectOk(
      await client.post("/auth/v1/sign-in/email", { email: client.email, password: "correct horse battery" }),
    );
    expectOk(await client.post("/auth/v1/organization/set-active", { organizationId: world.acme.id }));
    expect((await client.get(list)).status).toBe(200);
    const { cookie } = client;
    expectOk(await client.post("/auth/v1/sign-out"));
    expect((await new Client(url).get(list, { cookie })).status).toBe(401);
  });

  it("takes a signed bearer token, and none other", async () => {
    const { bearer } = world.acme.owner;
    const call = (token: string) => world.anonymous.get(list, { authorization: `Bearer ${token}` });
    expect((await call(bearer)).status).toBe(200);
    const token = decodeURIComponent(bearer);
    const [raw = "", signature = ""] = token.split(".");
    const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    for (const forged of [raw, `${raw}.`, `${raw}.${flipped}`, `x${token}`, "undefined", "a.b"]) {
      const answer = await call(forged);
      expect(answer.status).toBe(401);
    }
  });

  it("says why on Better Auth's own routes, where that refuses without a word", async () => {
    const { owner } = world.acme;
    const ask = (authorization: string) =>
      new Client(world.worker.url).post(
        "/auth/v1/organization/create",
        { name: "N", slug: "n" },
        { authorization },
      );
    // The token in the body of sign-in has no signature.
    const unsigned = await ask(`Bearer ${owner.bearer.split(".")[0]}`);
    expect(unsigned).toMatchObject({ status: 401, body: { code: "AUTH_INVALID_TOKEN" } });
    expect(JSON.stringify(unsigned.body)).toContain("set-auth-token");
    expect((await ask(`Bearer ${owner.bearer}`)).status).toBe(200);
    const bare = await new Client(world.worker.url).post("/auth/v1/organization/create", {
      name: "N",
      slug: "n",
    });
    expect(bare).toMatchObject({ status: 401, body: { code: "AUTH_MISSING" } });
    const nowhere = await owner.get("/auth/v1/nowhere");
    expect(nowhere).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  });

  it("takes no cookie with a broken signature", async () => {
    const [name = "", value = ""] = world.acme.owner.cookie.split(";")[0]?.split("=") ?? [];
    const answer = await world.anonymous.get(list, { cookie: `${name}=x${value}` });
    expect(answer.status).toBe(401);
    expect((await world.anonymous.get(list, { cookie: `${name}=${value}` })).status).toBe(200);
  });

  it("ends with the session's expiry and with a ban", async () => {
    const { url } = world.worker;
    const { acme } = world;
    const guest = await new Client(url, "short@example.com").signUp();
    await acme.owner.invite(guest, "member", acme.id);
    expect((await guest.get(list)).status).toBe(200);
    await world.worker.query("AUTH_DB", `UPDATE user SET banned = 1 WHERE id = '${guest.userId}'`);
    expect((await guest.get(list)).status).toBe(401);
    await world.worker.query("AUTH_DB", `UPDATE user SET banned = 0 WHERE id = '${guest.userId}'`);
    expect((await guest.get(list)).status).toBe(200);
    await world.worker.query(
      "AUTH_DB",
      `UPDATE session SET expires_at = 1000 WHERE user_id = '${guest.userId}'`,
    );
    const answer = await guest.get(list);
    expect(answer.status).toBe(401);
    expect(["AUTH_EXPIRED", "AUTH_MISSING"]).toContain(code(answer));
  });

  it("refreshes a session that is due", async () => {
    const { owner } = world.acme;
    const soon = Date.now() + 3 * 24 * 3600 * 1000;
    await world.worker.query(
      "AUTH_DB",
      `UPDATE session SET expires_at = ${soon} WHERE user_id = '${owner.userId}'`,
    );
    expect((await owner.get(list)).status).toBe(200);
    const [row] = await world.worker.query(
      "AUTH_DB",
      `SELECT expires_at FROM session WHERE user_id = '${owner.userId}'`,
    );
    expect(Number(row?.expires_at)).toBeGreaterThan(soon);
  });
});

describe("organizations", () => {
  it("admits a custom role and refuses one that no definition names", async () => {
    const { owner, id } = world.acme;
    const invite = (role: string) =>
      owner.post("/auth/v1/organization/invite-member", {
        email: `${role}@example.net`,
        role,
        organizationId: id,
      });
    expect((await invite("recruiter")).status).toBe(200);
    expect((await invite("emperor")).status).not.toBe(200);
  });

  it("keeps members from raising themselves", async () => {
    const { member, id } = world.acme;
    const [row] = await world.worker.query(
      "AUTH_DB",
      `SELECT id FROM member WHERE user_id = '${member.userId}'`,
    );
    const body = { memberId: row?.id, role: "owner", organizationId: id };
    expect((await member.post("/auth/v1/organization/update-member-role", body)).status).not.toBe(200);
    expect((await member.post("/auth/v1/update-user", { role: "admin" })).status).not.toBe(200);
  });

  it("does not let a stranger take an organization as active", async () => {
    const { outsider, acme } = world;
    await outsider.post("/auth/v1/organization/set-active", { organizationId: acme.id });
    await world.worker.query(
      "AUTH_DB",
      `UPDATE session SET active_organization_id = '${acme.id}' WHERE user_id = '${outsider.userId}'`,
    );
    expect((await outsider.get(list)).status).not.toBe(200);
  });

  it("serves an organization of 120 members", async () => {
    const { id, owner } = world.acme;
    const values = Array.from({ length: 120 }, (_, n) => ({ user: `u${n}`, member: `m${n}` }));
    await world.worker.query(
      "AUTH_DB",
      `INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES ${values
        .map(({ user }) => `('${user}', 'x', '${user}@many.example', 0, 0, 0)`)
        .join(",")}`,
    );
    await world.worker.query(
      "AUTH_DB",
      `INSERT INTO member (id, organization_id, user_id, role, created_at) VALUES ${values
        .map(({ user, member }) => `('${member}', '${id}', '${user}', 'member', 0)`)
        .join(",")}`,
    );
    expect((await owner.get(list)).status).toBe(200);
    const guest = await new Client(world.worker.url, "last@example.com").signUp();
    await owner.invite(guest, "member", id);
    expect((await guest.get(list)).status).toBe(200);
    const full = await owner.get(`/auth/v1/organization/get-full-organization?organizationId=${id}`);
    expect(full.status).toBe(200);
    expect((field(full.body, "members") as unknown[]).length).toBeGreaterThan(0);
  });
});

describe("configuration", () => {
  it("answers 503 MISSING_ENV without a secret", async () => {
    const { createProject, hiring, compileOrThrow } = await import("../support/project");
    const { bootWorker } = await import("../support/worker");
    const project = await createProject(hiring);
    await compileOrThrow(project);
    const worker = await bootWorker(project.root, { bindings: { BETTER_AUTH_SECRET: "" } });
    const answer = await new Client(worker.url).get(list);
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: "MISSING_ENV", missing: ["BETTER_AUTH_SECRET"] });
    await worker.stop();
    await project.remove();
  });
});
