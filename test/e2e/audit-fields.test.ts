import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { probeApp } from "../../compiler/src/probe/probe-app";
import { compiled, modelOf } from "../probe/probed";
import { Client, expectOk, field } from "../support/client";
import { compileOrThrow, createProject, type Project } from "../support/project";
import { typeErrors } from "../support/type-errors";
import { bootWorker, type RunningWorker } from "../support/worker";
import { code, create, rows } from "../support/world";
import { config, configPath, plainProject } from "./audit-fields-project";

const audit = ["created_at", "created_by", "modified_at", "modified_by", "deleted_at", "deleted_by"];
const columnsOf = async (worker: RunningWorker, table: string) =>
  (await worker.query("DB", `SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);

describe("compiler.features.auditFields: false", () => {
  let project: Project;
  let worker: RunningWorker;
  let owner: Client;
  beforeAll(async () => {
    project = await createProject(plainProject);
    await compileOrThrow(project);
    worker = await bootWorker(project.root);
    owner = await new Client(worker.url, "owner@example.com").signUp();
    await owner.createOrganization("Acme");
  });
  afterAll(async () => {
    await worker.stop();
    await project.remove();
  });

  const stored = async (table: string, id: string) =>
    (await worker.query("DB", `SELECT * FROM ${table} WHERE id = '${id}'`))[0];

  it("no table has a column that its author did not write, in the database and in documents", async () => {
    expect(await columnsOf(worker, "notes")).toEqual([
      "id",
      "organization_id",
      "title",
      "secret_code",
      "gone_at",
    ]);
    expect(existsSync(join(project.root, "src/db/audit-columns.ts"))).toBe(false);
    const readJson = (path: string): unknown => JSON.parse(readFileSync(join(project.root, path), "utf8"));
    const schemas = field(field(readJson("openapi.json"), "components"), "schemas");
    const own = ["id", "organizationId", "title", "secretCode", "goneAt"];
    expect(Object.keys(field(field(schemas, "Notes"), "properties") as object).sort()).toEqual(own.sort());
    const registered = field(field(field(readJson("schema-registry.json"), "tables"), "notes"), "columns");
    expect((registered as { name: string }[]).map(({ name }) => name).sort()).toEqual(own.sort());
  });

  it("the compiled app knows no other columns: it passes tsc --strict, a handler that names one does not", async () => {
    expect(await typeErrors(project)).toBe("");
    const path = "src/features/desk/actions.ts";
    await project.edit(path, (text) => text.replace("record.title", "record.createdBy"));
    expect(await typeErrors(project)).toContain("'createdBy' does not exist");
    await project.edit(path, (text) => text.replace("record.createdBy", "record.title"));
  });

  it("create, update and read answer the columns that there are", async () => {
    const made = await owner.post("/api/v1/notes", { title: "One", secretCode: "abc" });
    expect(made.status).toBe(201);
    const id = String(field(made.body, "id"));
    expect(Object.keys(made.body as object).sort()).toEqual(
      ["goneAt", "id", "organizationId", "secretCode", "title"].sort(),
    );
    // Nobody is known to have created it, so an owner clause shows its value to nobody.
    expect(field(made.body, "secretCode")).toBe("[REDACTED]");
    expectOk(await owner.patch(`/api/v1/notes/${id}`, { title: "Two" }));
    expect(await stored("notes", id)).toMatchObject({ title: "Two", secret_code: "abc", gone_at: null });
    expect(code(await owner.patch(`/api/v1/notes/${id}`, { goneAt: "2020-01-01" }))).toBe(
      "GUARD_SYSTEM_MANAGED",
    );
    expect(code(await owner.post("/api/v1/notes", { title: "x", createdBy: "me" }))).toBe(
      "GUARD_FIELD_NOT_CREATEABLE",
    );
  });

  it("lists are in the order of the ids", async () => {
    for (const title of ["b", "a", "c"]) await create(owner, "notes", { title });
    const ids = rows(await owner.get("/api/v1/notes")).map(({ id }) => String(id));
    expect(ids.length).toBeGreaterThan(2);
    expect(ids).toEqual([...ids].sort());
    expect(code(await owner.get("/api/v1/notes?sort=createdAt"))).toBe("VALIDATION_FAILED");
  });

  it("a soft delete marks the author's column, of the rows below too", async () => {
    const id = await create(owner, "notes", { title: "Parent" });
    const below = await create(owner, "remarks", { noteId: id, body: "child" });
    expectOk(await owner.delete(`/api/v1/notes/${id}`));
    const note = await stored("notes", id);
    expect(note?.gone_at).toMatch(/^\d{4}-.*Z$/);
    expect((await stored("remarks", below))?.removed_at).toBe(note?.gone_at);
    expect((await owner.get(`/api/v1/notes/${id}`)).status).toBe(403);
    expect(rows(await owner.get("/api/v1/remarks")).map((row) => row.id)).not.toContain(below);
  });

  it("actions write and delete through the scoped db", async () => {
    const id = await create(owner, "notes", { title: "Old" });
    const renamed = await owner.post(`/api/v1/notes/${id}/rename`, { title: "new" });
    expect(renamed.body).toMatchObject([{ id, title: "Old new" }]);
    expectOk(await owner.post("/api/v1/notes/copy", { title: "Copy" }));
    expectOk(await owner.post(`/api/v1/notes/${id}/withdraw`, {}));
    expect((await owner.get(`/api/v1/notes/${id}`)).status).toBe(403);
  });

  it("columns named like audit columns are the author's: clients write them, nothing is stamped", async () => {
    const body = { place: "here", createdAt: 7, modifiedBy: "somebody", deletedAt: "never" };
    const early = await create(owner, "visits", body);
    const late = await create(owner, "visits", { place: "there", createdAt: 9 });
    expect(await stored("visits", early)).toMatchObject({
      created_at: 7,
      modified_by: "somebody",
      deleted_at: "never",
    });
    expectOk(await owner.patch(`/api/v1/visits/${early}`, { place: "away" }));
    expect((await stored("visits", early))?.modified_by).toBe("somebody");
    expect(rows(await owner.get("/api/v1/visits")).map(({ id }) => id)).toEqual([late, early]);
    expectOk(await owner.delete(`/api/v1/visits/${late}`));
    expect(await stored("visits", late)).toBeUndefined();
  });
});

it("quickback probe finds every promise kept", async () => {
  const { project, model } = await compiled(plainProject);
  try {
    const { disagreements, summary } = await probeApp(project.root, model, "");
    expect(disagreements).toEqual([]);
    expect(summary.passed).toBeGreaterThan(300);
  } finally {
    await project.remove();
  }
}, 400_000);

it("switched on, tables with rows get the columns; switched off, the loss is told", async () => {
  const visits = "quickback/features/desk/visits.ts";
  const { [visits]: _own, ...rest } = plainProject;
  const named = (text = "") =>
    text
      .replace("goneAt: text", "deletedAt: text")
      .replace('"gone_at"', '"deleted_at"')
      .replace('{ column: "goneAt" }', "{}")
      .replace("goneAt:", "deletedAt:");
  const project = await createProject({
    [configPath]: config(false),
    "quickback/features/desk/notes.ts": named(rest["quickback/features/desk/notes.ts"]),
    "quickback/features/desk/actions.ts": named(rest["quickback/features/desk/actions.ts"]),
  });
  const persist = join(project.root, ".state");
  const query = async (sql: string) => {
    const worker = await bootWorker(project.root, { persist });
    const found = { rows: await worker.query("DB", sql), columns: await columnsOf(worker, "notes") };
    await worker.stop();
    return found;
  };
  try {
    await compileOrThrow(project);
    await query(
      "INSERT INTO notes (id, organization_id, title, deleted_at) VALUES ('n1', 'o1', 'Kept', NULL), ('n2', 'o1', 'Gone', '2026-01-01')",
    );
    await project.write(configPath, config(true));
    await project.edit("quickback/features/desk/notes.ts", (text) =>
      text.replace(/ {2}deletedAt: text.*\n/, ""),
    );
    expect((await compileOrThrow(project)).diagnostics.map((one) => one.code)).not.toContain("DATA_LOSS");
    const on = await query("SELECT id, created_at, deleted_at FROM notes ORDER BY id");
    expect(on.columns).toEqual(expect.arrayContaining(audit));
    expect(on.rows).toEqual([
      { id: "n1", created_at: expect.stringMatching(/Z$/), deleted_at: null },
      { id: "n2", created_at: expect.stringMatching(/Z$/), deleted_at: "2026-01-01" },
    ]);
    expect((await modelOf(project)).features[0]?.tables[0]?.audit).toBe(true);

    await project.write(configPath, config(false));
    await project.edit("quickback/features/desk/notes.ts", (text) =>
      text.replace("  secretCode:", '  deletedAt: text("deleted_at"),\n  secretCode:'),
    );
    const off = await compileOrThrow(project);
    const lost = off.diagnostics.filter((one) => one.code === "DATA_LOSS").map(({ message }) => message);
    expect(lost).toHaveLength(5);
    const left = await query("SELECT id, title, deleted_at FROM notes ORDER BY id");
    expect(left.columns.filter((name) => audit.includes(String(name)))).toEqual(["deleted_at"]);
    expect(left.rows[1]).toEqual({ id: "n2", title: "Gone", deleted_at: "2026-01-01" });
  } finally {
    await project.remove();
  }
}, 200_000);
