import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { bootWorker } from "../support/worker";

const path = "quickback/features/hiring/candidates.ts";
const journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) });

let project: Project;
let original: string;
let persist: string;

beforeAll(async () => {
  project = await createProject(hiring);
  original = await readFile(join(project.root, path), "utf8");
  persist = join(project.root, ".state");
  await compileOrThrow(project);
  const worker = await bootWorker(project.root, { persist });
  await worker.query(
    "DB",
    "INSERT INTO candidates (id, organization_id, name, email, notes) VALUES ('c1', 'o1', 'Ada', 'ada@example.com', 'old notes')",
  );
  await worker.stop();
});
afterAll(() => project.remove());

async function journalMatchesFiles(): Promise<void> {
  for (const database of ["auth", "features", "audit"]) {
    const folder = join(project.root, "quickback/drizzle", database);
    const { entries } = journal.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));
    const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
    expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files);
  }
}

describe("a renamed column", () => {
  const renamed = () =>
    original
      .replace('notes: text("notes")', 'remarks: text("remarks")')
      .replaceAll('"notes"', '"remarks"')
      .replace("notes: {", "remarks: {");

  it("is refused without a hint, and the hint is shown", async () => {
    await project.write(path, renamed());
    const result = await project.compile();
    expect(result.ok).toBe(false);
    const diagnostic = result.diagnostics.find(({ code }) => code === "RENAME_AMBIGUOUS");
    expect(diagnostic?.fix).toMatch(/remarks.*notes/s);
    await journalMatchesFiles();
  });

  it("keeps the data with the hint", async () => {
    const config = "quickback/quickback.config.ts";
    const text = await readFile(join(project.root, config), "utf8");
    await project.write(
      config,
      text.replace(
        'name: "hiring",',
        'name: "hiring",\n  compiler: { migrations: { renames: { columns: { candidates: { remarks: "notes" } } } } },',
      ),
    );
    const result = await compileOrThrow(project);
    expect(result.migrations.flatMap(({ statements }) => statements).join()).toMatch(/RENAME COLUMN/);
    const worker = await bootWorker(project.root, { persist });
    expect(await worker.query("DB", "SELECT remarks FROM candidates WHERE id = 'c1'")).toEqual([
      { remarks: "old notes" },
    ]);
    await worker.stop();
    await journalMatchesFiles();
  });
});

describe("a dropped column", () => {
  it("is a warning that names the data", async () => {
    const text = await readFile(join(project.root, path), "utf8");
    await project.write(
      path,
      text
        .replace('  governmentId: text("government_id"),\n', "")
        .replace('    immutable: ["governmentId"],\n', "")
        .replace(/ {4}governmentId: \{.*\n/, ""),
    );
    const result = await compileOrThrow(project);
    const warning = result.diagnostics.find(({ code }) => code === "DATA_LOSS");
    expect(warning?.severity).toBe("warning");
    expect(warning?.message).toMatch(/government_id/);
    await journalMatchesFiles();
  });
});
