import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { project } from "../../../src/2-model/testing/builders";
import { startApp, type TestApp } from "../../testing/app-on-libsql";
import { Visitor } from "../../testing/visitor";

let app: TestApp;
let owner: Visitor;
let acme: string;

const whoami = "/api/v1/whoami";
const { auth } = project([]);

beforeAll(async () => {
  app = await startApp(
    project([], { auth: { ...auth, plugins: [...auth.plugins, { name: "apiKey", options: {} }] } }),
  );
  owner = await new Visitor(app, "owner@example.com").signUp();
  acme = await owner.found("acme");
});
afterAll(() => app.stop());
beforeEach(() => {
  app.auth.statements.length = 0;
});

const program = () => new Visitor(app, "nobody@example.com");
const withKey = (key: string, path = whoami) => program().get(path, { "x-api-key": key });
const sql = (text: string, ...args: (string | number | null)[]) =>
  app.auth.client.execute({ sql: text, args });

/** A key of somebody's, for an organization. */
async function keyOf(visitor: Visitor, organizationId: unknown = acme): Promise<{ key: string; id: string }> {
  const body = { name: "ci", metadata: { organizationId } };
  const answer = await visitor.post("/auth/v1/api-key/create", body);
  expect(answer.status).toBe(200);
  app.auth.statements.length = 0;
  return { key: String(answer.body.key), id: String(answer.body.id) };
}

describe("a key", () => {
  it("acts as its maker, with the role they have in its organization, in two statements", async () => {
    const { key } = await keyOf(owner);
    expect((await withKey(key)).body).toMatchObject({
      authenticated: true,
      userId: owner.id,
      userRole: "user",
      activeOrgId: acme,
      roles: ["owner"],
      user: { id: owner.id, email: "owner@example.com" },
    });
    // Who it is, and that it was used.
    expect(app.auth.statements).toHaveLength(2);
  });

  it("takes one statement where its uses are not limited", async () => {
    const { key, id } = await keyOf(owner);
    await sql("UPDATE apikey SET rate_limit_enabled = 0 WHERE id = ?", id);
    app.auth.statements.length = 0;
    expect((await withKey(key)).body.authenticated).toBe(true);
    expect(app.auth.statements).toHaveLength(1);
  });

  it("is kept as its hash only", async () => {
    const { key, id } = await keyOf(owner);
    const { rows } = await sql("SELECT * FROM apikey WHERE id = ?", id);
    expect(rows[0]?.key).toBe(createHash("sha256").update(key).digest("base64url"));
    expect(JSON.stringify(rows)).not.toContain(key);
    expect((await withKey(String(rows[0]?.key))).body.authenticated).toBe(false);
  });

  it("has no organization where its maker is no member, whatever its metadata says", async () => {
    const guest = await new Visitor(app, "guest@example.com").signUp();
    for (const organizationId of [acme, { id: acme }, [acme], 1, null]) {
      const { body } = await withKey((await keyOf(guest, organizationId)).key);
      expect(body).toMatchObject({ authenticated: true, userId: guest.id, roles: [] });
      expect(body).not.toHaveProperty("activeOrgId");
    }
    const { key, id } = await keyOf(owner);
    for (const metadata of [null, "not json", "[]", "7"]) {
      await sql("UPDATE apikey SET metadata = ? WHERE id = ?", metadata, id);
      expect((await withKey(key)).body, String(metadata)).toMatchObject({ authenticated: true, roles: [] });
    }
  });

  it("loses its organization at once when its maker is removed", async () => {
    const member = await new Visitor(app, "member@example.com").signUp();
    await owner.invite(member, "recruiter", acme);
    const { key } = await keyOf(member);
    expect((await withKey(key)).body).toMatchObject({ activeOrgId: acme, roles: ["recruiter"] });
    await owner.post("/auth/v1/organization/remove-member", { memberIdOrEmail: "member@example.com" });
    expect((await withKey(key)).body).toMatchObject({ authenticated: true, roles: [] });
  });

  it.each([
    ["unknown", "", "AUTH_INVALID_TOKEN"],
    ["disabled", "UPDATE apikey SET enabled = 0", "AUTH_INVALID_TOKEN"],
    ["expired", "UPDATE apikey SET expires_at = 1000", "AUTH_EXPIRED"],
    ["deleted", "DELETE FROM apikey", "AUTH_INVALID_TOKEN"],
    ["of a banned user", "UPDATE user SET banned = 1", "AUTH_INVALID_TOKEN"],
    ["of a deleted user", "DELETE FROM user", "AUTH_INVALID_TOKEN"],
  ])("is not accepted when it is %s, and the answer says how to get another", async (state, change, code) => {
    const maker = await new Visitor(app, `${state.replaceAll(" ", "-")}@example.com`).signUp();
    const { key, id } = await keyOf(maker);
    expect((await withKey(key)).body.authenticated).toBe(true);
    const of = change.includes("user") ? maker.id : id;
    if (change) await sql(`${change} WHERE id = ?`, of);
    const { status, body } = await withKey(change ? key : `${key}x`, "/api/v1/schema");
    expect([status, body.code, body.layer]).toEqual([401, code, "authentication"]);
    expect(body.hint).toContain("/auth/v1/api-key/create");
  });

  it("goes with its user", async () => {
    const maker = await new Visitor(app, "going@example.com").signUp();
    const { id } = await keyOf(maker);
    await sql("DELETE FROM user WHERE id = ?", maker.id);
    expect((await sql("SELECT id FROM apikey WHERE id = ?", id)).rows).toEqual([]);
  });

  it("decides alone: neither a session nor a token beside a wrong key counts", async () => {
    const headers = { "x-api-key": "wrong", authorization: `Bearer ${owner.bearer}` };
    expect((await owner.get(whoami, headers)).body.authenticated).toBe(false);
    expect((await owner.get(whoami, { "x-api-key": "" })).body.authenticated).toBe(true);
  });

  it("opens none of Better Auth's routes", async () => {
    const { key, id } = await keyOf(owner);
    const headers = { "x-api-key": key };
    const calls = [
      program().get("/auth/v1/api-key/list", headers),
      program().post("/auth/v1/api-key/create", { name: "another" }, headers),
      program().post("/auth/v1/api-key/delete", { keyId: id }, headers),
      program().post("/auth/v1/change-password", { currentPassword: "x", newPassword: "yyyyyyyy" }, headers),
    ];
    for (const { status } of await Promise.all(calls)) expect(status).toBe(401);
    expect((await program().get("/auth/v1/get-session", headers)).body).toBeNull();
    expect((await owner.get("/auth/v1/api-key/list")).status).toBe(200);
  });

  it("cannot be made for somebody else, nor with limits of the maker's own", async () => {
    const guest = await new Visitor(app, "maker@example.com").signUp();
    for (const more of [{ userId: owner.id }, { rateLimitEnabled: false }, { rateLimitMax: 1_000_000 }]) {
      const { status } = await guest.post("/auth/v1/api-key/create", { name: "ci", ...more });
      expect(status, JSON.stringify(more)).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("a key's limit", () => {
  const limited = async (max: number, more = "") => {
    const { key, id } = await keyOf(owner);
    await sql(
      `UPDATE apikey SET rate_limit_max = ?, rate_limit_time_window = 3600000, last_request = ?${more} WHERE id = ?`,
      max,
      Date.now() - 3_600_000,
      id,
    );
    return { key, id };
  };

  it("lets exactly as many requests of a window through, however many come at once", async () => {
    const { key, id } = await limited(3);
    const all = await Promise.all(Array.from({ length: 10 }, () => withKey(key)));
    const passed = all.filter(({ status }) => status === 200);
    const [refused] = all.filter(({ status }) => status === 429);
    expect(passed).toHaveLength(3);
    expect(refused?.body).toMatchObject({
      code: "AUTH_RATE_LIMITED",
      layer: "authentication",
      details: { limit: 3, window: 3600, retryAfter: Number(refused?.headers.get("retry-after")) },
    });
    // The window before this one.
    await sql("UPDATE apikey SET last_request = last_request - 3600000 WHERE id = ?", id);
    expect((await withKey(key)).status).toBe(200);
    expect((await sql("SELECT request_count FROM apikey WHERE id = ?", id)).rows[0]?.request_count).toBe(1);
  });

  it("ends with the uses that are left, until they are filled up again", async () => {
    const { key, id } = await limited(100, ", remaining = 2");
    const statuses = [];
    for (let use = 0; use < 3; use++) statuses.push((await withKey(key)).status);
    expect(statuses).toEqual([200, 200, 429]);
    await sql(
      "UPDATE apikey SET refill_amount = 2, refill_interval = 1000, last_refill_at = ? WHERE id = ?",
      Date.now() - 2000,
      id,
    );
    expect((await withKey(key)).status).toBe(200);
    expect((await sql("SELECT remaining FROM apikey WHERE id = ?", id)).rows[0]?.remaining).toBe(1);
  });
});

it("is not looked at where keys are off", async () => {
  const plain = await startApp(project([]));
  const visitor = await new Visitor(plain, "owner@example.com").signUp();
  expect((await visitor.get(whoami, { "x-api-key": "wrong" })).body.authenticated).toBe(true);
  expect((await visitor.post("/auth/v1/api-key/create", { name: "ci" })).status).toBe(404);
  await plain.stop();
});
