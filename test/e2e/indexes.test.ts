import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { generateSQLiteDrizzleJson } from "drizzle-kit/api";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Client } from "../support/client";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { repository } from "../support/repository";
import { countingEntry, countStatements } from "../support/statements";
import { bootWorker, type RunningWorker } from "../support/worker";

const run = promisify(execFile);
const snapshotPath = "quickback/drizzle/features/meta/0000_snapshot.json";
const snapshotSchema = z.looseObject({
  tables: z.record(z.string(), z.looseObject({ indexes: z.record(z.string(), z.unknown()) })),
});

/** Every way in which a table may be given its own indexes. */
const shelves = `import { defineTable } from "@quickback/compiler";
import { index as by, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { jobs } from "./jobs";

const index = "a name of the author's";
const access = { roles: ["owner"] };
const columns = {
  id: text("id").primaryKey(),
  organizationId: text("organization_id").notNull(),
  jobId: text("job_id").references(() => jobs.id, { onDelete: "cascade" }),
  title: text("title").default(index),
};

export const shelves = sqliteTable("shelves", columns, (own) => [by("by_title").on(own.title)]);
export const racks = sqliteTable("racks", { ...columns }, (own) => ({ title: by("racks_title").on(own.title) }));
export const boxes = sqliteTable("boxes", { ...columns }, () => []);
export const crates = sqliteTable(
  "crates",
  { ...columns },
  function ({ title }) {
    return [by("crates_title").on(title)];
  },
);

export default defineTable(shelves, { firewall: { organization: {} }, crud: { list: { access } } });
`;

let project: Project;
let worker: RunningWorker;
let owner: Client;

beforeAll(async () => {
  project = await createProject(hiring);
  await project.write("quickback/features/hiring/shelves.ts", shelves);
  await compileOrThrow(project);
  await countStatements(project.root);
  worker = await bootWorker(project.root, { entry: countingEntry });
  owner = await new Client(worker.url, "owner@example.com").signUp();
  await owner.createOrganization("Acme");
});
afterAll(async () => {
  await worker.stop();
  await project.remove();
});

const snapshot = async () =>
  snapshotSchema.parse(JSON.parse(await readFile(join(project.root, snapshotPath), "utf8")));

/** How the database runs what a request ran last. */
async function plan(path: string): Promise<string[]> {
  const answer = await owner.get(path);
  expect(answer.status).toBe(200);
  const text = decodeURIComponent(answer.headers.get("x-last-sql") ?? "").replaceAll("?", "1");
  const steps = await worker.query("DB", `EXPLAIN QUERY PLAN ${text}`);
  return steps.map(({ detail }) => String(detail));
}

describe("a default list is read from an index, in its order", () => {
  it.each([
    ["newest first", "candidates", ["organization_id", "deleted_at", "created_at"]],
    ["by a declared sort", "jobs", ["organization_id", "deleted_at", "title"]],
    ["for who skips an optional owner, hard delete", "interviews", ["organization_id", "created_at"]],
  ])("%s", async (_, path, columns) => {
    const steps = await plan(`/api/v1/${path}?limit=20`);
    const fixed = columns.slice(0, -1).map((column) => `${column}=?`);
    const index = [path, ...columns, "idx"].join("_");
    expect(steps[0]).toBe(`SEARCH ${path} USING INDEX ${index} (${fixed.join(" AND ")})`);
    // The id decides between rows of one value; the rows as a whole are not sorted.
    expect(steps.slice(1)).toEqual(["USE TEMP B-TREE FOR LAST TERM OF ORDER BY"]);
  });

  it("which the database would otherwise sort", async () => {
    expect(await plan("/api/v1/candidates?sort=name")).toContain("USE TEMP B-TREE FOR ORDER BY");
  });
});

it("drizzle-kit sees the same tables in the schema as in the snapshot", async () => {
  const outfile = join(project.root, "schema.mjs");
  await build({
    entryPoints: [join(project.root, "src/db/features-schema.ts")],
    outfile,
    bundle: true,
    format: "esm",
    packages: "external",
  });
  const schema: Record<string, unknown> = await import(pathToFileURL(outfile).href);
  const { tables } = await snapshot();
  expect(tables).toEqual((await generateSQLiteDrizzleJson(schema)).tables);
  expect(Object.keys(tables.crates?.indexes ?? {})).toEqual([
    "crates_title",
    "crates_organization_id_deleted_at_idx",
    "crates_job_id_idx",
  ]);
});

it("the schema type-checks, whatever the third argument was", async () => {
  const config = {
    extends: "./tsconfig.json",
    compilerOptions: { noEmit: true, strict: true },
    include: ["src/db/features-schema.ts"],
  };
  await project.write("tsconfig.check.json", JSON.stringify(config));
  const tsc = join(repository, "node_modules/.bin/tsc");
  const checked = await run(tsc, ["-p", "tsconfig.check.json"], { cwd: project.root }).catch(
    (error) => error,
  );
  expect(checked.stdout).toBe("");
});

it("a project from before gets its indexes by a migration of nothing else", async () => {
  const before = await snapshot();
  for (const table of Object.values(before.tables)) table.indexes = {};
  await project.write(snapshotPath, JSON.stringify(before));
  const { migrations } = await compileOrThrow(project);
  const statements = migrations.flatMap((migration) => migration.statements);
  expect(statements.length).toBeGreaterThan(10);
  expect(statements.filter((statement) => !statement.startsWith("CREATE INDEX"))).toEqual([]);
});
