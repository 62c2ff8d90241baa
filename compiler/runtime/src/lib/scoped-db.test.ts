import { desc, eq, exists, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import { alias, sqliteTable, text, union } from "drizzle-orm/sqlite-core";
import { beforeEach, describe, expect, it } from "vitest";
import {
  applications,
  applicationsPolicy,
  candidates,
  candidatesPolicy,
  DDL,
  interviews,
  interviewsPolicy,
  jobs,
  jobsPolicy,
  scores,
  scoresPolicy,
} from "../../testing/hiring-tables";
import { anonymous, caller, seed, type TestDatabase, testDatabase } from "../../testing/table-harness";
import { createScopedDb } from "./scoped-db";
import type { ScopedDb } from "./scoped-types";
import { createTableRegistry } from "./table-registry";
import type { RequestContext } from "./types";

const registry = createTableRegistry([
  { table: jobs, policy: jobsPolicy },
  { table: candidates, policy: candidatesPolicy },
  { table: applications, policy: applicationsPolicy },
  { table: interviews, policy: interviewsPolicy },
  { table: scores, policy: scoresPolicy },
]);
const secrets = sqliteTable("secrets", { id: text("id").primaryKey(), value: text("value") });

let database: TestDatabase;
let db: ScopedDb;
const as = (ctx: RequestContext, allowRawSql = false) =>
  createScopedDb({ database, registry, ctx, allowRawSql });
const rec = caller("ann", "o1", "recruiter");

beforeEach(async () => {
  database = await testDatabase(DDL);
  await seed(database);
  db = as(rec);
});

const idsOf = (rows: readonly { id?: unknown }[]) => rows.map(({ id }) => id).sort();

describe("reads see the caller's rows only", () => {
  it("without a where, with one, and with one that tries to get around", async () => {
    expect(idsOf(await db.select().from(jobs))).toEqual(["j1", "j2"]);
    expect(idsOf(await as(caller("eve", "o2")).select().from(jobs))).toEqual(["j3"]);
    expect(idsOf(await db.select().from(jobs).where(eq(jobs.id, "j3")))).toEqual([]);
    expect(
      idsOf(
        await db
          .select()
          .from(jobs)
          .where(or(eq(jobs.organizationId, "o2"), eq(jobs.id, "j1"))),
      ),
    ).toEqual(["j1"]);
    expect(idsOf(await db.select().from(jobs).where(sql`1 = 1 or 1 = 1`))).toEqual(["j1", "j2"]);
    expect(idsOf(await db.select().from(jobs).where(isNotNull(jobs.deletedAt)))).toEqual([]);
    expect(
      idsOf(await db.selectDistinct({ id: jobs.id }).from(jobs).orderBy(desc(jobs.id)).limit(9)),
    ).toEqual(["j1", "j2"]);
  });

  it("in joins, on either side, and under an alias", async () => {
    await database.sql("update applications set job_id = 'j3' where id = 'a1'");
    const inner = await db
      .select({ id: applications.id, job: jobs.title })
      .from(applications)
      .innerJoin(jobs, eq(jobs.id, applications.jobId));
    expect(inner).toEqual([{ id: "a2", job: "Job 2" }]);
    const left = await db
      .select({ id: applications.id, job: jobs.title })
      .from(applications)
      .leftJoin(jobs, eq(jobs.id, applications.jobId))
      .orderBy(applications.id);
    expect(left).toEqual([
      { id: "a1", job: null },
      { id: "a2", job: "Job 2" },
    ]);
    const other = alias(jobs, "other");
    expect(
      idsOf(await db.select({ id: other.id }).from(jobs).innerJoin(other, ne(other.id, jobs.id))),
    ).toEqual(["j1", "j2"]);
    expect(idsOf(await db.select().from(other))).toEqual(["j1", "j2"]);
  });

  it("in subqueries, table expressions, set operations and counts", async () => {
    const inner = db.select().from(jobs).as("inner_jobs");
    expect(idsOf(await db.select().from(inner))).toEqual(["j1", "j2"]);
    const expression = db.$with("mine").as(db.select().from(jobs));
    expect(idsOf(await db.with(expression).select().from(expression))).toEqual(["j1", "j2"]);
    const built = db.$with("built").as((qb) => qb.select().from(jobs));
    expect(idsOf(await db.with(built).select().from(built))).toEqual(["j1", "j2"]);
    const a = db.select({ id: jobs.id }).from(jobs);
    expect(idsOf(await union(a, db.select({ id: candidates.id }).from(candidates)))).toEqual([
      "c1",
      "c2",
      "j1",
      "j2",
    ]);
    expect(
      idsOf(
        await db
          .select({ id: jobs.id })
          .from(jobs)
          .unionAll(db.select({ id: jobs.id }).from(jobs)),
      ),
    ).toEqual(["j1", "j1", "j2", "j2"]);
    const filtered = db
      .select()
      .from(applications)
      .where(inArray(applications.jobId, database.orm.select({ id: jobs.id }).from(jobs)));
    expect(idsOf(await filtered)).toEqual(["a1", "a2"]);
    const spy = db
      .select()
      .from(scores)
      .where(exists(database.orm.select().from(jobs).where(eq(jobs.id, "j3"))));
    expect(await spy).toEqual([]);
    expect(await db.$count(jobs)).toBe(2);
    expect(
      await db
        .select({ n: db.$count(candidates) })
        .from(jobs)
        .limit(1),
    ).toEqual([{ n: 2 }]);
  });

  it("in raw fragments", async () => {
    expect(
      await db.select({ n: sql<number>`(select count(*) from candidates)` }).from(jobs).limit(1),
    ).toEqual([{ n: 2 }]);
    expect(
      await db.select({ n: sql<number>`(select count(*) from jobs, candidates)` }).from(jobs).limit(1),
    ).toEqual([{ n: 4 }]);
    expect(
      await db.select({ n: sql<number>`(select group_concat(email) from [candidates])` }).from(jobs).limit(1),
    ).toEqual([{ n: "person1@example.com,person2@example.com" }]);
  });

  it("with prepared statements and aggregates", async () => {
    const prepared = db
      .select()
      .from(jobs)
      .where(eq(jobs.id, sql.placeholder("id")))
      .prepare();
    expect(await prepared.all({ id: "j1" })).toHaveLength(1);
    expect(await prepared.all({ id: "j3" })).toHaveLength(0);
    expect(await db.select({ n: sql<number>`count(*)` }).from(jobs).groupBy(jobs.organizationId)).toEqual([
      { n: 2 },
    ]);
  });

  it("hides other owners' rows, except from elevated roles", async () => {
    expect(idsOf(await db.select().from(interviews))).toEqual(["i1"]);
    expect(
      idsOf(
        await as(caller("boss", "o1", "owner"))
          .select()
          .from(interviews),
      ),
    ).toEqual(["i1", "i2"]);
  });

  it("shows the anonymous nothing of a tenant's table", async () => {
    expect(await as(anonymous).select().from(jobs)).toEqual([]);
  });
});

describe("refused reads", () => {
  it.each<[string, (db: ScopedDb) => unknown]>([
    ["a table the app does not know", (db) => db.select().from(secrets)],
    [
      "such a table in a join",
      (db) => db.select({ v: secrets.value }).from(jobs).innerJoin(secrets, eq(secrets.id, jobs.id)),
    ],
    ["such a table in a fragment", (db) => db.select({ v: sql`(select value from secrets)` }).from(jobs)],
    [
      "such a table after a comma",
      (db) => db.select({ v: sql`(select s.value from jobs j, secrets s)` }).from(jobs),
    ],
    [
      "such a table after a comma past ON",
      (db) => db.select({ v: sql`(select 1 from jobs a join jobs b on a.id = b.id, secrets)` }).from(jobs),
    ],
    ["such a table as a string", (db) => db.select({ v: sql`(select value from 'secrets')` }).from(jobs)],
    [
      "such a table behind a comment",
      (db) => db.select({ v: sql`(select value from/**/secrets)` }).from(jobs),
    ],
    ["the schema table", (db) => db.select({ v: sql`(select sql from sqlite_master)` }).from(jobs)],
    ["a schema name", (db) => db.select({ v: sql`(select title from main.jobs)` }).from(jobs)],
    ["a quoted schema name", (db) => db.select({ v: sql`(select title from "main" . "jobs")` }).from(jobs)],
    [
      "a table expression that takes a table's name",
      (db) => db.select({ v: sql`(with jobs as (select 1) select 1)` }).from(jobs),
    ],
    [
      "a pragma function",
      (db) => db.select({ v: sql`(select name from pragma_table_info('jobs'))` }).from(jobs),
    ],
  ])("%s", async (_name, read) => {
    await expect((async () => read(db))()).rejects.toThrow(/scoped db|table expression/);
    await database.sql("insert into secrets values ('j1', 'hidden')");
    await expect((async () => read(db))()).rejects.toThrow();
  });

  it("a name with a schema, saying so", async () => {
    const read = async () => db.select({ v: sql`(select title from main.jobs)` }).from(jobs);
    await expect(read()).rejects.toThrow("without a schema, not main.jobs");
  });

  it("everything of Drizzle that is not scoped, by name", async () => {
    const open: Record<string, unknown> = Object(db);
    for (const name of [
      "transaction",
      "query",
      "run",
      "all",
      "get",
      "values",
      "execute",
      "$client",
      "session",
      "dialect",
      "_",
      "$cache",
    ]) {
      expect(() => open[name], name).toThrow(`db.${name} is not part of the scoped db`);
    }
    expect(() => Object.assign(db, { select: 1 })).toThrow("cannot be changed");
    expect(Object.keys(db)).toEqual([]);
    expect(await db).toBe(db);
  });

  it("raw SQL, unless allowed; then a SELECT only, and scoped", async () => {
    const raw = as(rec, true);
    expect(await raw.all(sql`select id from jobs order by id`)).toMatchObject([{ id: "j1" }, { id: "j2" }]);
    expect(await raw.get("select count(*) as n from jobs")).toMatchObject({ n: 2 });
    for (const text of [
      "delete from jobs",
      "update jobs set title = 'x'",
      "with x as (select 1) delete from jobs",
      "pragma table_info(jobs)",
      "drop table jobs",
    ]) {
      expect(() => raw.all(text), text).toThrow("only a SELECT");
    }
    // A full-text index holds the words of every tenant.
    const words = "select title from jobs_search where jobs_search match 'a'";
    for (const text of [
      words,
      "select * from jobs_search('a')",
      "select id from jobs where id in jobs_search",
    ])
      await expect((async () => raw.all(text))(), text).rejects.toThrow("does not know the table");
    await expect((async () => raw.all("select value from secrets"))()).rejects.toThrow(
      "does not know the table",
    );
    expect(() => Reflect.get(raw, "run")).toThrow("not part of the scoped db");
    expect(await database.sql("select count(*) as n from jobs")).toEqual([{ n: 4 }]);
  });
});

describe("writes", () => {
  const titles = async () =>
    (await database.sql("select id, title from jobs order by id")).map(({ id, title }) => `${id}=${title}`);

  it("update reaches the caller's rows only, whatever the where says", async () => {
    await db.update(jobs).set({ title: "X" });
    expect(await titles()).toEqual(["gone=Gone", "j1=X", "j2=X", "j3=Job 3"]);
    await db
      .update(jobs)
      .set({ title: "Y" })
      .where(or(eq(jobs.id, "j3"), sql`1 = 1 or 1 = 1`));
    expect(await titles()).toEqual(["gone=Gone", "j1=Y", "j2=Y", "j3=Job 3"]);
    const [row] = await db.update(jobs).set({ title: "Z" }).where(eq(jobs.id, "j1")).returning();
    expect(row).toMatchObject({ title: "Z", modifiedBy: "ann" });
    expect(row?.modifiedAt).not.toBe("2026-01-01T00:00:00.000Z");
  });

  it("update does not read foreign rows in its where or its values", async () => {
    await db
      .update(jobs)
      .set({ title: sql`coalesce((select title from jobs where id = 'j3'), 'nothing')` })
      .where(eq(jobs.id, "j1"));
    expect(await titles()).toContain("j1=nothing");
    await db
      .update(jobs)
      .set({ title: "spied" })
      .where(exists(database.orm.select().from(candidates).where(eq(candidates.id, "c3"))));
    expect(await titles()).not.toContain("j1=spied");
  });

  it("delete too", async () => {
    await db.delete(interviews);
    expect(idsOf(await database.sql("select id from interviews"))).toEqual(["i2", "i3"]);
  });

  it("insert stamps id, tenant, owner and audit columns over whatever is given", async () => {
    const [row] = await db
      .insert(interviews)
      .values({
        id: "mine",
        organizationId: "o2",
        ownerId: "bob",
        createdAt: "never",
        createdBy: "forged",
        modifiedAt: "never",
      })
      .returning();
    expect(row).toMatchObject({
      id: "mine",
      organizationId: "o1",
      ownerId: "ann",
      createdBy: "ann",
      modifiedBy: "ann",
    });
    expect(row?.createdAt).toMatch(/^\d{4}-.*Z$/);
    const values = { applicationId: "a1", score: 1 };
    const [made] = await db
      .insert(scores)
      .values(Object.assign({}, values) as typeof scores.$inferInsert)
      .returning();
    expect(made?.id).toMatch(/^scr_/);
    await expect(
      (async () =>
        as(anonymous)
          .insert(jobs)
          .values({ id: "x", organizationId: "o1", title: "t", createdAt: "", modifiedAt: "" }))(),
    ).rejects.toMatchObject({ envelope: { code: "ORG_REQUIRED" } });
  });

  it("a value that is undefined counts as left out, of the id and of a foreign key too", async () => {
    const values: Partial<typeof jobs.$inferInsert> = { title: "t", parentId: undefined, salary: undefined };
    const [made] = await db
      .insert(jobs)
      .values({ id: undefined, ...values } as typeof jobs.$inferInsert)
      .returning();
    expect(made).toMatchObject({ id: expect.stringMatching(/^jbs_./), parentId: null, salary: null });
    const [changed] = await db.update(jobs).set({ title: "u", parentId: undefined }).returning();
    expect(changed).toMatchObject({ title: "u" });
  });

  it("an upsert changes no row that the caller cannot see", async () => {
    const row = (id: string) => ({ id, organizationId: "o1", title: "up", createdAt: "", modifiedAt: "" });
    await db
      .insert(jobs)
      .values(row("j3"))
      .onConflictDoUpdate({ target: jobs.id, set: { title: "stolen" } });
    await db
      .insert(jobs)
      .values(row("j3"))
      .onConflictDoUpdate({ target: jobs.id, set: { title: "stolen" }, setWhere: sql`1 = 1 or 1 = 1` });
    await db
      .with(db.$with("x").as(db.select().from(scores)))
      .insert(jobs)
      .values(row("j3"))
      .onConflictDoUpdate({ target: jobs.id, set: { title: "stolen" } });
    await db
      .insert(jobs)
      .values(row("j1"))
      .onConflictDoUpdate({ target: jobs.id, set: { title: "mine" } })
      .returning();
    await db.insert(jobs).values(row("j2")).onConflictDoNothing();
    expect(await titles()).toEqual(["gone=Gone", "j1=mine", "j2=Job 2", "j3=Job 3"]);
  });

  it.each<[string, (db: ScopedDb) => unknown]>([
    ["a changed tenant", (db) => db.update(jobs).set({ organizationId: "o2" })],
    [
      "a tenant changed by an upsert",
      (db) =>
        db
          .insert(jobs)
          .values({ id: "j1", organizationId: "o1", title: "t", createdAt: "", modifiedAt: "" })
          .onConflictDoUpdate({ target: jobs.id, set: { organizationId: "o2" } }),
    ],
    // @ts-expect-error: the type of db does not offer it either
    ["insert from a select", (db) => db.insert(jobs).select(database.orm.select().from(jobs))],
    [
      "SQL in returning",
      (db) =>
        db.update(jobs).set({ title: "t" }).returning({ x: sql`(select group_concat(title) from jobs)` }),
    ],
    ["an unknown table", (db) => db.delete(secrets)],
    ["an unknown table to insert into", (db) => db.insert(secrets).values({ id: "x" })],
  ])("refuse %s", async (_name, write) => {
    await expect((async () => write(db))()).rejects.toThrow(
      /cannot be changed|cannot stamp|columns of the table|does not know/,
    );
    expect(await titles()).toEqual(["gone=Gone", "j1=Job 1", "j2=Job 2", "j3=Job 3"]);
  });

  it("soft deletion by hand records who", async () => {
    await db.update(jobs).set({ deletedAt: "2026-02-02" }).where(eq(jobs.id, "j1"));
    expect(await database.sql("select deleted_at, deleted_by from jobs where id = 'j1'")).toEqual([
      { deleted_at: "2026-02-02", deleted_by: "ann" },
    ]);
  });

  it("batch is one transaction, scoped in every statement", async () => {
    const [changed, read] = await db.batch([
      db.update(jobs).set({ title: "B" }).returning({ id: jobs.id }),
      db.select().from(jobs),
    ]);
    expect([changed, read]).toMatchObject([
      [{ id: "j1" }, { id: "j2" }],
      [{ title: "B" }, { title: "B" }],
    ]);
    const clash = { id: "j1", organizationId: "o1", title: "t", createdAt: "", modifiedAt: "" };
    await expect(
      db.batch([db.update(jobs).set({ title: "C" }), db.insert(jobs).values(clash)]),
    ).rejects.toThrow();
    expect(await titles()).toEqual(["gone=Gone", "j1=B", "j2=B", "j3=Job 3"]);
  });
});
