import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../compiler/src/probe/run/free-port";
import { Client, field } from "../support/client";
import type { ProcessGroup } from "../support/process-group";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { type RemoteLibsql, remoteLibsql } from "../support/remote-libsql";
import { runScript, startServer } from "../support/server";
import { retarget } from "../support/target";
import { code, create, hiringWorld, rows, type World } from "../support/world";

// The whole story is told on workerd; here the parts that a runtime and its database decide about.
describe.each(["bun", "bun-libsql", "node"] as const)("on %s", (target) => {
  let world: World;
  let candidate: string;

  beforeAll(async () => {
    world = await hiringWorld(target);
    candidate = await create(world.acme.owner, "candidates", { name: "Paul", email: "paul@example.com" });
  });
  afterAll(() => world.end());

  const candidates = "/api/v1/candidates";

  it("signs in, and knows sessions that are none", async () => {
    const session = await world.acme.member.get("/auth/v1/get-session");
    expect(field(field(session.body, "user"), "email")).toBe("member@example.com");
    const forged = await world.anonymous.get(candidates, { cookie: "better-auth.session_token=x.y" });
    expect([forged.status, code(await world.anonymous.get(candidates))]).toEqual([401, "AUTH_MISSING"]);
    await world.worker.query("AUTH_DB", `DELETE FROM session WHERE user_id = '${world.outsider.userId}'`);
    expect((await world.outsider.get(candidates)).status).toBe(401);
  });

  it("keeps tenants apart", async () => {
    const foreign = await world.evil.owner.get(`${candidates}/${candidate}`);
    expect([foreign.status, code(foreign)]).toEqual([403, "FIREWALL_NOT_FOUND"]);
    expect(code(await world.acme.owner.get(`${candidates}/none`))).toBe("FIREWALL_NOT_FOUND");
    expect(rows(await world.evil.owner.get(candidates))).toEqual([]);
    expect((await world.evil.owner.delete(`${candidates}/${candidate}`)).status).toBe(403);
  });

  it("masks, in records and lists", async () => {
    const { member, owner } = world.acme;
    expect(field((await member.get(`${candidates}/${candidate}`)).body, "email")).toBe("p***@e******.com");
    expect(rows(await member.get(candidates))[0]).toMatchObject({ email: "p***@e******.com" });
    expect(rows(await owner.get(`${candidates}?name=Paul`))[0]).toMatchObject({ email: "paul@example.com" });
  });

  it("guards fields and validates values", async () => {
    const { owner } = world.acme;
    const scoped = await owner.post(candidates, { name: "X", email: "x@example.com", organizationId: "o" });
    expect([scoped.status, field(scoped.body, "layer")]).toEqual([400, "guards"]);
    expect(code(await owner.post(candidates, { name: 5, email: "x@example.com" }))).toBe("VALIDATION_FAILED");
    const foreignKey = { jobId: "none", candidateId: candidate };
    expect(code(await owner.post("/api/v1/applications", foreignKey))).toBe("FK_NOT_FOUND");
  });

  it("runs actions, and deletes children with their parent in one transaction", async () => {
    const { owner, recruiter } = world.acme;
    const candidateId = await create(owner, "candidates", { name: "Ada", email: "ada@example.com" });
    const jobId = await create(owner, "jobs", { title: "Engineer", department: "R&D" });
    const path = `/api/v1/applications/${await create(owner, "applications", { jobId, candidateId })}`;
    expect((await recruiter.post(`${path}/advance`)).body).toMatchObject({ stage: "screening" });
    expect((await owner.delete(`${candidates}/${candidateId}`)).body).toEqual({ success: true });
    expect((await owner.get(path)).status).toBe(403);
    const [row] = await world.worker.query("DB", "SELECT deleted_by AS by FROM applications");
    expect(row).toEqual({ by: owner.userId });
  });

  it("undoes a delete whose last statement fails", async () => {
    const { owner } = world.acme;
    const jobId = await create(owner, "jobs", { title: "Kept", department: "R&D" });
    await create(owner, "applications", { jobId, candidateId: candidate });
    await world.worker.query(
      "DB",
      "CREATE TRIGGER no BEFORE UPDATE ON applications BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    expect((await owner.delete(`/api/v1/jobs/${jobId}`)).status).toBe(500);
    await world.worker.query("DB", "DROP TRIGGER no");
    expect((await owner.get(`/api/v1/jobs/${jobId}`)).status).toBe(200);
  });

  it("records audited calls with the address of the connection, whatever headers say", async () => {
    const body = { email: "a@example.com", question: "Still open?" };
    const forged = { "cf-connecting-ip": "9.9.9.9", "x-forwarded-for": "9.9.9.9" };
    expect((await world.anonymous.post("/api/v1/job-postings/contact", body, forged)).status).toBe(200);
    const [event] = await world.worker.query("AUDIT_DB", "SELECT metadata FROM audit_events");
    expect(JSON.parse(String(event?.metadata)).ip).toMatch(/127\.0\.0\.1$/);
  });

  it("keeps sessions with the address of the connection, whatever headers say", async () => {
    const forged = { "cf-connecting-ip": "9.9.9.9", "x-forwarded-for": "9.9.9.9" };
    const account = { email: "forger@example.com", password: "correct horse battery", name: "Forger" };
    const signed = await world.anonymous.post("/auth/v1/sign-up/email", account, forged);
    expect(signed.status).toBe(200);
    const [session] = await world.worker.query(
      "AUTH_DB",
      "SELECT ip_address FROM session JOIN user ON user.id = user_id WHERE email = 'forger@example.com'",
    );
    expect(session?.ip_address).toMatch(/127\.0\.0\.1$/);
  });

  it("answers many callers at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2
          ? world.acme.owner.get(candidates)
          : world.acme.owner.post("/api/v1/jobs", { title: `Job ${index}`, department: "R&D" }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
  });

  it("migrates a second compile, and keeps the data", async () => {
    const { project } = world;
    const path = "quickback/features/hiring/jobs.ts";
    const text = await readFile(join(project.root, path), "utf8");
    await project.write(
      path,
      text.replace(
        'salaryMax: integer("salary_max"),',
        'salaryMax: integer("salary_max"),\n  remote: text("remote"),',
      ),
    );
    const { migrations } = await compileOrThrow(project);
    expect(migrations.map(({ path: file }) => file)).toEqual([
      expect.stringMatching(/^quickback\/drizzle\/0001_/),
    ]);
    const before = await world.worker.query("DB", "SELECT count(*) AS n FROM jobs");
    expect(await runScript(project.root, "db:migrate")).toMatch(/Migrations applied: 1/);
    expect(await runScript(project.root, "db:migrate")).toMatch(/up to date/);
    expect(await world.worker.query("DB", "SELECT count(remote) + count(*) AS n FROM jobs")).toEqual(before);
  });

  it("does not start without its secret, and says so", async () => {
    const { root } = world.project;
    const server = await startServer(root, { BETTER_AUTH_SECRET: "", PORT: "0" });
    expect(server.alive()).toBe(false);
    expect(server.output()).toContain("BETTER_AUTH_SECRET must be set, in .env or in the environment");
  });

  it("reads .env, and ends in good order", async () => {
    const { root } = world.project;
    const server = await startServer(root, { PORT: "0" });
    const port = /:(\d+)\//.exec(server.output())?.[1];
    const answer = await new Client(`http://127.0.0.1:${port}`).get("/health");
    expect(answer.body).toMatchObject({ status: "ok" });
    server.signal("SIGTERM");
    while (server.alive()) await new Promise((wait) => setTimeout(wait, 50));
    expect(server.output()).not.toMatch(/error/i);
  });
});

describe("on Workers with one database", () => {
  let world: World;
  beforeAll(async () => {
    world = await hiringWorld("workerd-single");
  });
  afterAll(() => world.end());

  it("keeps people and rows in it, and the audit log apart", async () => {
    await create(world.acme.owner, "candidates", { name: "Paul", email: "paul@example.com" });
    expect(rows(await world.acme.member.get("/api/v1/candidates"))).toHaveLength(1);
    expect(rows(await world.evil.owner.get("/api/v1/candidates"))).toEqual([]);
    const counted =
      "SELECT (SELECT count(*) FROM member) AS members, (SELECT count(*) FROM candidates) AS rows";
    expect(await world.worker.query("DB", counted)).toEqual([{ members: 5, rows: 1 }]);
    const question = { email: "a@example.com", question: "Still open?" };
    await world.anonymous.post("/api/v1/job-postings/contact", question);
    expect(await world.worker.query("AUDIT_DB", "SELECT result FROM audit_events")).toEqual([
      { result: "success" },
    ]);
  });
});

describe("with a remote libSQL database", () => {
  let project: Project;
  let remote: RemoteLibsql;
  let server: ProcessGroup | undefined;
  beforeAll(async () => {
    project = await createProject(hiring);
    await retarget(project, "bun-libsql");
    await compileOrThrow(project);
    remote = await remoteLibsql(join(project.root, "remote.db"), "the-token");
  });
  afterAll(async () => {
    await server?.stop();
    remote.stop();
    await project.remove();
  });

  it("migrates it and serves from it, given its token", async () => {
    const env = { DATABASE_URL: remote.url, DATABASE_AUTH_TOKEN: "the-token" };
    await expect(runScript(project.root, "db:migrate", { DATABASE_URL: remote.url })).rejects.toThrow();
    expect(remote.refused()).toBeGreaterThan(0);
    expect(await runScript(project.root, "db:migrate", env)).toMatch(/Migrations applied: 1/);
    expect(await runScript(project.root, "db:migrate", env)).toMatch(/up to date/);

    const port = String(await freePort());
    server = await startServer(project.root, { ...env, PORT: port });
    const owner = await new Client(`http://127.0.0.1:${port}`, "owner@example.com").signUp();
    await owner.createOrganization("Acme");
    const candidateId = await create(owner, "candidates", { name: "Paul", email: "paul@example.com" });
    const jobId = await create(owner, "jobs", { title: "Engineer", department: "R&D" });
    const application = await create(owner, "applications", { jobId, candidateId });
    expect(rows(await owner.get("/api/v1/candidates?name=Paul"))).toHaveLength(1);
    expect((await owner.delete(`/api/v1/candidates/${candidateId}`)).status).toBe(200);
    expect(code(await owner.get(`/api/v1/applications/${application}`))).toBe("FIREWALL_NOT_FOUND");
    const missing = { jobId, candidateId };
    expect(code(await owner.post("/api/v1/applications", missing))).toBe("FK_NOT_FOUND");
  });
});
