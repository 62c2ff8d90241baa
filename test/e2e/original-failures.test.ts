/** What failed in the published original, by the numbers of the list that was made of it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { getAuthTables } from "better-auth/db";
import { admin, bearer, organization } from "better-auth/plugins";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { Client, expectOk, field } from "../support/client";
import { createProject } from "../support/project";
import { code, create, hiringWorld, rows, type World } from "../support/world";
import { failuresFiles, savedViews } from "./failures-project";

let world: World;
beforeAll(async () => {
  world = await hiringWorld("workerd", failuresFiles);
});
afterAll(() => world.end());

const told = new Set<number>();
/** The test that a numbered failure is none here. */
function failure(number: number, title: string, run: () => Promise<void>): void {
  told.add(number);
  it(`${number}: ${title}`, run);
}

const hundred = Array.from({ length: 100 }, (_, n) => ({ name: `N${n}`, email: `n${n}@example.com` }));
const batch = (client: Client, method: string, body: unknown) =>
  client.request(method, "/api/v1/candidates/batch", body);
const success = (answer: { body: unknown }) => field(answer.body, "success") as { id: string }[];
const person = (name: string) => new Client(world.worker.url, `${name}@example.org`).signUp();
const auth = (sql: string) => world.worker.query("AUTH_DB", sql);
const features = (sql: string) => world.worker.query("DB", sql);

failure(1, "an organization of 150 members keeps nobody out", async () => {
  const crowd = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)";
  await auth(`INSERT INTO user (id, name, email, email_verified, created_at, updated_at)
    ${crowd} SELECT 'crowd' || i, 'C', 'crowd' || i || '@example.org', 0, 0, 0 FROM n`);
  await auth(`INSERT INTO member (id, organization_id, user_id, role, created_at)
    ${crowd} SELECT 'crowd' || i, '${world.acme.id}', 'crowd' || i, 'member', 0 FROM n`);
  const [{ members } = {}] = await auth(
    `SELECT count(*) AS members FROM member WHERE organization_id = '${world.acme.id}'`,
  );
  expect(members).toBe(154);
  expect((await world.acme.member.get("/api/v1/jobs")).status).toBe(200);
});

failure(2, "a hundred records are created, changed and deleted in one batch each", async () => {
  const { owner } = world.acme;
  const created = await batch(owner, "POST", { records: hundred });
  expect([created.status, success(created).length]).toEqual([201, 100]);
  const ids = success(created).map(({ id }) => id);
  const changed = await batch(owner, "PATCH", { records: ids.map((id) => ({ id, name: "New" })) });
  expect([changed.status, success(changed).length]).toEqual([200, 100]);
  const deleted = await batch(owner, "DELETE", { ids });
  expect([deleted.status, success(deleted).length]).toEqual([200, 100]);
});

failure(3, "an atomic batch with an unknown id leaves no row changed; any batch tells of it", async () => {
  const { owner } = world.acme;
  const id = await create(owner, "candidates", { name: "Before", email: "b@example.com" });
  const records = [id, "cnd_unknown"].map((one) => ({ id: one, name: "After" }));
  const whole = await batch(owner, "PATCH", { records, options: { atomic: true } });
  expect([whole.status, code(whole)]).toEqual([400, "BATCH_ATOMIC_FAILED"]);
  expect(field((await owner.get(`/api/v1/candidates/${id}`)).body, "name")).toBe("Before");
  const each = await batch(owner, "PATCH", { records });
  expect(each.status).toBe(207);
  expect(each.body).toMatchObject({ success: [{ id }], errors: [{ index: 1 }] });
});

failure(4, "or: [A, B, C] on an action admits each of the three and nobody else", async () => {
  const { owner, recruiter, member, admin: manager } = world.acme;
  const id = await create(member, "saved-views", { tableName: "jobs" });
  const share = (caller: Client) => caller.post(`/api/v1/saved-views/${id}/share`);
  for (const caller of [owner, recruiter, member]) expect((await share(caller)).status).toBe(200);
  expect((await share(manager)).status).toBe(403);
});

failure(5, "the owner column is stamped on create and taken from no client", async () => {
  const { member, owner } = world.acme;
  const created = await member.post("/api/v1/documents", { title: "Stamped" });
  expect(created.body).toMatchObject({ ownerId: member.userId, createdBy: member.userId });
  const forged = await member.post("/api/v1/documents", { title: "Forged", ownerId: owner.userId });
  expect([forged.status, code(forged)]).toEqual([400, "GUARD_SYSTEM_MANAGED"]);
});

failure(6, "custom roles are invited, and each of several roles counts", async () => {
  const [one, two] = [await person("single"), await person("double")];
  await world.acme.owner.invite(one, "recruiter", world.acme.id);
  await world.acme.owner.invite(two, ["admin", "recruiter"], world.acme.id);
  expect((await one.get("/api/v1/candidates/views/contact")).status).toBe(200);
  const job = await create(two, "jobs", { title: "By two roles", department: "X" });
  expect((await two.delete(`/api/v1/jobs/${job}`)).status).toBe(200);
  expect((await one.delete(`/api/v1/jobs/${job}`)).status).toBe(403);
});

failure(7, "an owner mask shows the creator its value; an empty context unmasks nothing", async () => {
  const { member, owner } = world.acme;
  const id = await create(member, "documents", { title: "Noted", notes: "mine" });
  const notes = async (caller: Client) => field((await caller.get(`/api/v1/documents/${id}`)).body, "notes");
  expect(await notes(member)).toBe("mine");
  expect(await notes(owner)).toBe("[REDACTED]");
  await features(`INSERT INTO ats_imports (id, organization_id, source, contact, created_by)
    VALUES ('unowned', '${world.acme.id}', 'file', 'secret', NULL)`);
  const open = await world.anonymous.get(`/api/v1/ats-imports/unowned?organizationId=${world.acme.id}`);
  expect(open.body).toMatchObject({ source: "file", contact: "[REDACTED]" });
});

failure(8, "a platform admin who names the organization sees governmentId masked", async () => {
  const { owner, id: organizationId } = world.acme;
  const record = { name: "G", email: "g@example.com", governmentId: "123-45-6789" };
  const id = await create(owner, "candidates", record);
  await auth(`INSERT INTO member (id, organization_id, user_id, role, created_at)
    VALUES ('visiting', '${organizationId}', '${world.platformAdmin.userId}', 'member', 0)`);
  const path = `/api/v1/candidates/${id}`;
  const seen = await world.platformAdmin.get(`${path}?organizationId=${organizationId}`);
  expect([seen.status, field(seen.body, "governmentId")]).toEqual([200, "*****6789"]);
  expect(field((await owner.get(path)).body, "governmentId")).toBe("123-45-6789");
});

failure(9, "a short number and an address without @ are masked too", async () => {
  await features(`INSERT INTO candidates (id, organization_id, name, email, phone, source)
    VALUES ('short', '${world.acme.id}', 'S', 'no-address', '123', 'agency')`);
  const seen = await world.acme.member.get("/api/v1/candidates/short");
  expect(seen.body).toMatchObject({ email: "[REDACTED]", phone: "[REDACTED]" });
  const open = await world.acme.owner.get("/api/v1/candidates/short");
  expect(open.body).toMatchObject({ email: "no-address", phone: "123" });
});

failure(10, "every PUBLIC call leaves a row in the audit log", async () => {
  const body = { email: "a@example.com", question: "Is it open?" };
  const calls = () =>
    world.worker.query("AUDIT_DB", "SELECT * FROM audit_events WHERE action_name = 'contact'");
  expect(await calls()).toEqual([]);
  expectOk(await world.anonymous.post("/api/v1/job-postings/contact", body));
  expect((await world.anonymous.post("/api/v1/job-postings/contact", {})).status).toBe(400);
  expect((await calls()).map(({ result }) => result).sort()).toEqual(["denied", "success"]);
});

failure(11, "saved views must have a tenant, and keep to it", async () => {
  const open = savedViews.replace("firewall: { organization: {}, softDelete: {} },", "");
  const project = await createProject({
    "quickback/quickback.config.ts": await readFile(
      join(world.project.root, "quickback/quickback.config.ts"),
      "utf8",
    ),
    "quickback/features/cms/saved-views.ts": open,
  });
  const compiled = await project.compile({ dryRun: true });
  await project.remove();
  expect([compiled.ok, compiled.diagnostics.map((one) => one.code)]).toEqual([false, ["FIREWALL_MISSING"]]);

  const { member, owner } = world.acme;
  const foreign = world.evil.owner;
  const id = await create(member, "saved-views", { tableName: "jobs", layout: { columns: ["title"] } });
  const path = `/api/v1/saved-views/${id}`;
  for (const answer of [
    await foreign.get(path),
    await foreign.patch(path, { isShared: true }),
    await foreign.delete(path),
  ])
    expect([answer.status, code(answer)]).toEqual([403, "FIREWALL_NOT_FOUND"]);
  expect(rows(await foreign.get("/api/v1/saved-views"))).toEqual([]);
  expect(field((await owner.get(path)).body, "isShared")).toBe(false);
  const forged = await member.post("/api/v1/saved-views", { tableName: "jobs", createdBy: owner.userId });
  expect(code(forged)).toBe("GUARD_SYSTEM_MANAGED");
  expectOk(await member.delete(path));
  expect((await member.get(path)).status).toBe(403);
  expect(rows(await member.get("/api/v1/saved-views")).map((row) => row.id)).not.toContain(id);
});

failure(12, "the schema registry is for the signed in", async () => {
  expect((await world.anonymous.get("/api/v1/schema")).status).toBe(401);
  expect((await world.acme.member.get("/api/v1/schema")).status).toBe(200);
});

const documented = async () => {
  const paths = z.record(z.string(), z.record(z.string(), z.unknown()));
  const text = await readFile(join(world.project.root, "openapi.json"), "utf8");
  return Object.entries(paths.parse(field(JSON.parse(text), "paths"))).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  );
};

failure(13, "every documented path answers: no 404, no 500", async () => {
  const caller = await person("everywhere");
  await world.acme.owner.invite(caller, "owner", world.acme.id);
  for (const { path, method } of await documented()) {
    const url = path.replace("{id}", "none");
    const { status } = await caller.request(method, url, method === "GET" ? undefined : {});
    expect([method, url, status === 404 || status >= 500]).toEqual([method, url, false]);
    // Signing out is among them.
    if (path.endsWith("/sign-out"))
      await caller.post("/auth/v1/sign-in/email", { email: caller.email, password: "correct horse battery" });
  }
});

failure(14, "sorting is done as asked, as declared, and with an order among equals", async () => {
  const { owner } = world.evil;
  for (const title of ["Beta", "Alpha", "Gamma"]) await create(owner, "jobs", { title, department: "Same" });
  await features(`UPDATE jobs SET created_at = '2026-01-0' || instr('BAG', substr(title, 1, 1)) || 'T00:00:00.000Z'
    WHERE department = 'Same'`);
  const titles = async (query: string) =>
    rows(await owner.get(`/api/v1/jobs${query}`)).map(({ title }) => title);
  expect(await titles("?sort=-createdAt")).toEqual(["Gamma", "Alpha", "Beta"]);
  expect(await titles("?sort=createdAt")).toEqual(["Beta", "Alpha", "Gamma"]);
  expect(await titles("")).toEqual(["Alpha", "Beta", "Gamma"]);
  const paged = [0, 1, 2].map((offset) => titles(`?sort=department&limit=1&offset=${offset}`));
  expect((await Promise.all(paged)).flat().sort()).toEqual(["Alpha", "Beta", "Gamma"]);
});

failure(15, "no path names the same part twice", async () => {
  const paths = (await documented()).map(({ path }) => path);
  expect(paths).toContain("/api/v1/ats-imports/run");
  expect(paths.filter((path) => /(\/[^/]+)\1(\/|$)/.test(path))).toEqual([]);
  expectOk(await world.acme.owner.post("/api/v1/ats-imports/run"));
  expect((await world.acme.owner.post("/api/v1/ats-imports/ats-imports/run")).status).toBe(404);
});

failure(16, "a removed member is out at once, by cookie and by token", async () => {
  const leaver = await person("leaver");
  await world.acme.owner.invite(leaver, "admin", world.acme.id);
  const byToken = () =>
    world.anonymous.get("/api/v1/candidates", { authorization: `Bearer ${leaver.bearer}` });
  expect([(await leaver.get("/api/v1/candidates")).status, (await byToken()).status]).toEqual([200, 200]);
  const removal = { memberIdOrEmail: leaver.email, organizationId: world.acme.id };
  expectOk(await world.acme.owner.post("/auth/v1/organization/remove-member", removal));
  for (const answer of [await leaver.get("/api/v1/candidates"), await byToken()]) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(rows(answer)).toEqual([]);
  }
});

failure(17, "the auth tables have every field that the installed Better Auth asks for", async () => {
  const schema = await readFile(join(world.project.root, "src/db/auth-schema.ts"), "utf8");
  const tables = getAuthTables({ plugins: [organization(), admin(), bearer()] });
  for (const { modelName, fields } of Object.values(tables)) {
    const start = schema.indexOf(`export const ${modelName} =`);
    const declared = schema.slice(start, schema.indexOf("\nexport ", start + 1));
    const missing = Object.keys(fields).filter((name) => !declared.includes(` ${name}: `));
    expect([modelName, start >= 0, missing]).toEqual([modelName, true, []]);
  }
  expect((await person("newcomer")).userId).not.toBe("");
});

failure(18, "an anonymous PUBLIC read without an organization is refused, not a fault", async () => {
  const id = await create(world.acme.owner, "ats-imports", { source: "file" });
  const without = await world.anonymous.get(`/api/v1/ats-imports/${id}`);
  expect([without.status, code(without)]).toEqual([400, "ORG_REQUIRED"]);
  const named = await world.anonymous.get(`/api/v1/ats-imports/${id}?organizationId=${world.acme.id}`);
  expect(named.status).toBe(200);
});

failure(19, "the migration journal lists the files that are there", async () => {
  const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });
  for (const database of ["auth", "features", "audit"]) {
    const folder = join(world.project.root, "quickback/drizzle", database);
    const { entries } = journal.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));
    const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
    expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files);
    expect(files.length).toBeGreaterThan(0);
  }
});

it("all nineteen are told", () => {
  expect([...told].sort((a, b) => a - b)).toEqual(Array.from({ length: 19 }, (_, n) => n + 1));
});
