import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileOrThrow, createProject, hiring, type Project } from "../support/project";
import { repository } from "../support/repository";
import { typeErrors } from "../support/type-errors";

let project: Project;
const made: Project[] = [];

async function make(source: string | Record<string, string> = hiring): Promise<Project> {
  const fresh = await createProject(source);
  made.push(fresh);
  return fresh;
}

beforeAll(async () => {
  project = await make();
  await compileOrThrow(project);
});
afterAll(async () => {
  for (const one of made) await one.remove();
});

async function textsOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.path, entry.name).slice(root.length + 1));
  const texts = await Promise.all(
    paths.sort().map(async (path) => [path, await readFile(join(root, path), "utf8")]),
  );
  return Object.fromEntries(texts);
}

describe("the output", () => {
  it("stands where the reference puts it", async () => {
    const paths = Object.keys(await textsOf(project.root));
    expect(paths).toEqual(
      expect.arrayContaining([
        ...[
          "index.ts",
          "env.d.ts",
          "auth/index.ts",
          "db/index.ts",
          "db/auth-schema.ts",
          "db/features-schema.ts",
        ].map((path) => `src/${path}`),
        ...["schema.ts", "routes.ts", "actions.ts"].map((path) => `src/features/hiring/${path}`),
        ...["access", "types", "masks", "services", "audit-wrapper", "security-audit"].map(
          (name) => `src/lib/${name}.ts`,
        ),
        ...["auth", "db", "services"].map((name) => `src/middleware/${name}.ts`),
        ...["auth", "features", "audit"].flatMap((name) => [
          `quickback/drizzle/${name}/0000_initial.sql`,
          `quickback/drizzle/${name}/meta/_journal.json`,
          `quickback/drizzle/${name}/meta/0000_snapshot.json`,
        ]),
        "package.json",
        "tsconfig.json",
        "wrangler.toml",
        "drizzle.config.ts",
        "drizzle.auth.config.ts",
        "drizzle.audit.config.ts",
        "openapi.json",
        "schema-registry.json",
        "quickback/reports/security-contracts.report.json",
        "quickback/reports/security-contracts.report.sig.json",
      ]),
    );
  });

  it("passes tsc --strict", async () => {
    expect(await typeErrors(project)).toBe("");
  });

  it("has no any, and under 150 lines for a table", async () => {
    for (const [path, text] of Object.entries(await textsOf(join(project.root, "src")))) {
      expect(text, path).not.toMatch(/(:|<|\bas|,)\s*any\b(?!thing)/);
      if (path.includes("/policies/")) expect(text.split("\n").length, path).toBeLessThan(150);
    }
  });

  it("does not depend on Quickback, nor name a machine", async () => {
    for (const [path, text] of Object.entries(await textsOf(join(project.root, "src")))) {
      expect(text, path).not.toMatch(/from "@quickback|from "quickback/);
      expect(text, path).not.toContain(repository);
    }
    expect(await readFile(join(project.root, "package.json"), "utf8")).not.toContain("@quickback");
  });

  it("is the same bytes in another folder", async () => {
    const other = await make();
    await compileOrThrow(other);
    const generated = async (root: string) => {
      const own = [".dev.vars", "tsconfig.check.json"];
      return Object.fromEntries(Object.entries(await textsOf(root)).filter(([path]) => !own.includes(path)));
    };
    expect(await generated(other.root)).toEqual(await generated(project.root));
  });
});

describe("a second compile", () => {
  it("does nothing where nothing changed", async () => {
    const again = await project.compile();
    expect(again).toMatchObject({ ok: true, upToDate: true, changes: [], migrations: [] });
  });

  it("adds one migration for an added column, and keeps the old ones", async () => {
    const other = await make();
    await compileOrThrow(other);
    const path = "quickback/features/hiring/jobs.ts";
    const text = await readFile(join(other.root, path), "utf8");
    await other.write(
      path,
      text.replace(
        'salaryMax: integer("salary_max"),',
        'salaryMax: integer("salary_max"),\n  remote: text("remote"),',
      ),
    );
    const result = await compileOrThrow(other);
    expect(result.migrations).toHaveLength(1);
    expect(result.migrations[0]?.statements.join()).toMatch(/ALTER TABLE `jobs` ADD `remote`/);
    const folder = await readdir(join(other.root, "quickback/drizzle/features"));
    expect(folder.filter((name) => name.endsWith(".sql"))).toHaveLength(2);
    expect(result.changes.map(({ path: changed }) => changed)).toContain("src/features/hiring/schema.ts");
  });

  it("removes the files of a removed feature and leaves the user's alone", async () => {
    const other = await make();
    await compileOrThrow(other);
    await other.write("src/mine.txt", "keep me");
    const { rm } = await import("node:fs/promises");
    await rm(join(other.root, "quickback/features/careers"), { recursive: true });
    const result = await compileOrThrow(other);
    expect(
      result.diagnostics.some(
        ({ severity, message }) => severity === "warning" && message.includes("job_postings"),
      ),
    ).toBe(true);
    const paths = Object.keys(await textsOf(other.root));
    expect(paths.filter((path) => path.startsWith("src/features/careers"))).toEqual([]);
    expect(paths).toContain("src/mine.txt");
  });

  it("names a generated file that was edited by hand", async () => {
    const other = await make();
    await compileOrThrow(other);
    await other.write("src/index.ts", "// edited\n");
    const result = await compileOrThrow(other);
    const warning = result.diagnostics.find(({ code }) => code === "GENERATED_FILE_EDITED");
    expect(warning?.message).toContain("src/index.ts");
  });
});

describe("a broken project", () => {
  it.each([
    ["a syntax error", "export default defineTable(jobs, {", 1, "SYNTAX_ERROR"],
    ["a thrown error", '\nthrow new Error("boom");', 2, "DEFINITION_THREW"],
  ])("says where %s is and writes nothing", async (_name, text, line, code) => {
    const other = await make();
    await other.write("quickback/features/hiring/broken.ts", text);
    const result = await other.compile();
    expect(result.ok).toBe(false);
    const diagnostic = result.diagnostics.find((one) => one.code === code);
    expect(diagnostic?.position).toMatchObject({ file: "quickback/features/hiring/broken.ts", line });
    expect(Object.keys(await textsOf(other.root)).filter((path) => path.startsWith("src/"))).toEqual([]);
  });
});
