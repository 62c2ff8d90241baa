import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { beforeEach, expect, it } from "vitest";
import { candidates, jobs, jobsPolicy } from "../../testing/hiring-tables";
import { anonymous, caller, seed, type TestApp, testApp } from "../../testing/table-harness";
import { tableRoutes } from "./table-routes";
import type { RuntimeTablePolicy } from "./types";

const offers = sqliteTable("offers", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  jobId: text("job_id").references(() => jobs.id),
  opening: text("opening"),
  candidateId: text("candidate_id").references(() => candidates.id),
  interviewer: text("interviewer"),
  parentId: text("parent_id"),
});

const offersPolicy: RuntimeTablePolicy = {
  ...jobsPolicy,
  name: "offers",
  path: "offers",
  firewall: {
    scopes: [{ kind: "organization", column: "organizationId", source: "activeOrgId" }],
    errorMode: "hide",
    exception: false,
  },
  crud: {
    list: { access: { roles: ["PUBLIC"] }, pageSize: 50, maxPageSize: 100 },
    get: { access: { check: () => true } },
  },
  views: { slim: { fields: ["id", "jobId"], access: { roles: ["member"] } } },
  masking: { parentId: { type: "redact", roles: ["admin"] } },
  defaultSort: [{ field: "id", order: "asc" }],
  searchable: [],
  audit: false,
  labels: [
    { name: "job_label", column: "jobId", table: "jobs", display: "title" },
    { name: "opening_label", column: "opening", table: "jobs", display: "opensAt" },
    { name: "candidate_label", column: "candidateId", table: "candidates", display: "notes" },
    { name: "interviewer_label", column: "interviewer", table: "scores", display: "score" },
    { name: "parent_label", column: "parentId", table: "offers", display: "jobId" },
  ],
};

const admin = caller("adm", "o1", "admin");
const member = caller("mia", "o1", "member");
let app: TestApp;

beforeEach(async () => {
  app = await testApp(
    [],
    [tableRoutes({ table: offers, policy: offersPolicy, bodies: { create: never, update: never } })],
  );
  await app.db.sql(
    "create table offers (id text primary key, organization_id text not null, job_id text, opening text, candidate_id text, interviewer text, parent_id text)",
  );
  await seed(app.db);
  await app.db.sql("update jobs set opens_at = 1767225600 where id = 'j1'");
  await app.db.sql(
    "insert into offers values ('f1', 'o1', 'j1', 'j1', 'c1', 's1', null), ('f2', 'o1', 'j3', 'gone', 'c2', null, 'f1')",
  );
  app.db.statements.length = 0;
});

function never(): never {
  throw new Error("takes no bodies");
}

const row = async (who: Parameters<TestApp["call"]>[0], id: string) =>
  (await app.call(who, `GET /offers/${id}`)).body;

it("reads labels in the statement that reads the rows", async () => {
  const { body } = await app.call(admin, "GET /offers?total=true");
  expect(body.data).toMatchObject([
    { id: "f1", job_label: "Job 1", candidate_label: "note 1", parent_label: null },
    { id: "f2", job_label: null, candidate_label: "note 2", parent_label: "j1" },
  ]);
  expect(app.db.statements).toHaveLength(1);
  await row(admin, "f1");
  expect(app.db.statements).toHaveLength(2);
});

it("decodes the value as the target's own answer does", async () => {
  expect(await row(admin, "f1")).toMatchObject({ opening: "j1", opening_label: "2026-01-01T00:00:00.000Z" });
});

it("gives null for foreign, deleted and unreadable rows", async () => {
  expect(await row(admin, "f2")).toMatchObject({
    jobId: "j3",
    job_label: null,
    opening: "gone",
    opening_label: null,
  });
  // An internal table has no route that reads it.
  expect(await row(admin, "f1")).toMatchObject({ interviewer: "s1", interviewer_label: null });
});

it("masks as the target does, for its owner not", async () => {
  // Whose role shows it needs no owner, and so another statement.
  expect(await row(admin, "f1")).toMatchObject({ candidate_label: "note 1" });
  expect(await row(member, "f1")).toMatchObject({ candidate_label: "[REDACTED]" });
  expect(await row(caller("ann", "o1", "member"), "f1")).toMatchObject({ candidate_label: "note 1" });
  expect(await row(caller("ann", "o1", "member"), "f2")).toMatchObject({ candidate_label: "[REDACTED]" });
});

it("follows no key that the caller sees masked, and asks no function", async () => {
  expect(await row(member, "f2")).toMatchObject({ parentId: "[REDACTED]", parent_label: null });
  await app.db.sql("update offers set parent_id = 'f1' where id = 'f2'");
  // The get of offers is a function; its list is PUBLIC, so the label is read through that.
  expect(await row(admin, "f2")).toMatchObject({ parent_label: "j1" });
});

it("shows guests of an organization what PUBLIC shows, and keeps their statement apart", async () => {
  const url = "GET /offers?organizationId=o1&limit=50";
  const labels = async (who: Parameters<TestApp["call"]>[0], request: string) => {
    const [, second] = (await app.call(who, request)).body.data as Record<string, unknown>[];
    return [second?.candidate_label, second?.parent_label];
  };
  for (const guest of [anonymous, caller("eve", "o2", "owner")])
    expect(await labels(guest, url)).toEqual([null, null]);
  expect(await labels(admin, "GET /offers?limit=50")).toEqual(["note 2", "j1"]);
  expect(await labels(member, "GET /offers?limit=50")).toEqual(["[REDACTED]", null]);
  expect(await labels(caller("eve", "o2", "owner"), url)).toEqual([null, null]);
});

it("selects nothing for labels that are not answered, and none at all without foreign keys", async () => {
  await app.call(member, "GET /offers?fields=id");
  await app.call(member, "GET /offers/views/slim");
  await app.call(member, "GET /jobs");
  const [none, slim, other] = app.db.statements;
  expect(none).not.toContain("#target");
  expect(slim?.match(/as "#target"/g)).toHaveLength(1);
  expect(other).not.toContain("#target");
});

it("names a policy that points nowhere", async () => {
  const labels = [{ name: "job_label", column: "jobId", table: "nothing", display: "title" }];
  const lost = tableRoutes({
    table: offers,
    policy: { ...offersPolicy, labels },
    bodies: { create: never, update: never },
  });
  const broken = await testApp([], [lost]);
  expect((await broken.call(member, "GET /offers")).status).toBe(500);
});
