import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadProject } from "./load-project";
import type { LoadedFile } from "./loaded-project";

const fixtures = fileURLToPath(new URL("./fixtures/", import.meta.url));
const hiring = fileURLToPath(new URL("../../../examples/hiring", import.meta.url));
const cases = (await readdir(fixtures, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const folders: string[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const config = `import { defineConfig } from "@quickback/compiler";
export default defineConfig({ name: "x" });`;
const notes = `import { sqliteTable, text } from "drizzle-orm/sqlite-core";
export const notes = sqliteTable("notes", { id: text("id").primaryKey() });`;

async function project(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "quickback-load-"));
  folders.push(root);
  for (const [path, text] of Object.entries({ "quickback/quickback.config.ts": config, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const summary = ({ path, feature, tables, definition }: LoadedFile) => [
  path,
  feature,
  tables.map(({ exportName }) => exportName),
  definition.kind,
];

describe("diagnostics of loading", () => {
  it.each(cases.map(({ name }) => name))("%s", async (name) => {
    const expected: unknown = JSON.parse(await readFile(join(fixtures, name, "expected.json"), "utf8"));
    // A busy machine must not take for endless what ends.
    const timeoutMs = name.startsWith("endless") ? 3000 : 30_000;
    const loaded = await loadProject(join(fixtures, name), { timeoutMs });
    const found = loaded.diagnostics.map(({ code, position: at }) => [
      code,
      at ? `${at.file}:${at.line}:${at.column}` : null,
    ]);
    expect(found).toEqual(expected);
  });

  it("name what was thrown, and keep the files that did not fail", async () => {
    const loaded = await loadProject(join(fixtures, "throws"));
    expect(loaded.diagnostics[0]?.message).toContain("RangeError: no limit is set");
    const failed = ["quickback/features/notes/notes.ts", "quickback/features/notes/other.ts"];
    expect(loaded.files.map(({ path }) => path).filter((path) => failed.includes(path))).toEqual([]);
    expect(loaded.files.find(({ path }) => path.endsWith("tags.ts"))?.tables).toHaveLength(1);
  });

  it("name every file of a circle", async () => {
    const loaded = await loadProject(join(fixtures, "circle-broken"));
    expect(loaded.diagnostics[0]?.message).toContain(
      ["c.ts", "a.ts", "b.ts", "c.ts"].map((name) => `quickback/features/notes/${name}`).join(" → "),
    );
  });
});

describe("loadProject", () => {
  it("loads the example", async () => {
    const loaded = await loadProject(hiring);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.files.map(summary)).toEqual([
      ["quickback/features/careers/actions.ts", "careers", [], "actions"],
      ["quickback/features/careers/job-postings.ts", "careers", ["jobPostings"], "table"],
      ["quickback/features/hiring/actions.ts", "hiring", [], "actions"],
      ["quickback/features/hiring/applications.ts", "hiring", ["applications"], "table"],
      ["quickback/features/hiring/candidates.ts", "hiring", ["candidates"], "table"],
      ["quickback/features/hiring/interviews.ts", "hiring", ["interviews"], "table"],
      ["quickback/features/hiring/jobs.ts", "hiring", ["jobs"], "table"],
      ["quickback/features/hiring/lib/stages.ts", "hiring", [], "none"],
      ["quickback/features/hiring/scores.ts", "hiring", ["scores"], "none"],
    ]);
    expect(loaded.sources.has("quickback/features/hiring/handlers/reject.ts")).toBe(true);
    expect(loaded.config.value).toMatchObject({
      name: "hiring",
      providers: { runtime: { name: "cloudflare", config: {} } },
    });
    expect(loaded.config.positions["providers.auth.config.plugins.1"]).toMatchObject({
      line: 12,
      column: 33,
    });
  });

  it("replaces functions and Zod schemas by markers", async () => {
    const { files } = await loadProject(hiring);
    const [candidates] = files.filter(({ path }) => path.endsWith("candidates.ts"));
    expect(candidates?.definition).toMatchObject({
      table: "candidates",
      dbName: "candidates",
      config: { masking: { resumeUrl: { mask: { $function: true } } } },
      positions: { "masking.resumeUrl.mask": { line: 32, column: 7 } },
    });
    const [actions] = files.filter(({ path }) => path.endsWith("hiring/actions.ts"));
    expect(actions?.definition).toMatchObject({
      table: "applications",
      actions: {
        advance: { execute: { $function: true } },
        reject: {
          input: {
            $zod: true,
            jsonSchema: { properties: { reason: { type: "string", minLength: 3, maxLength: 500 } } },
          },
        },
      },
    });
  });

  it("tells which Zod schemas have no JSON Schema and which values have no meaning", async () => {
    const root = await project({
      "quickback/features/a/actions.ts": `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
export default defineActions(null, { go: { input: z.date(), when: new Date(), size: 10n, skip: undefined } });`,
    });
    const { files } = await loadProject(root);
    expect(files[0]?.definition).toMatchObject({
      table: null,
      actions: {
        go: {
          input: { $zod: true, problem: "Date cannot be represented in JSON Schema" },
          when: { $unsupported: "Date" },
          size: { $unsupported: "bigint" },
        },
      },
    });
  });

  it("follows spreads and imported constants, and reads the older folder", async () => {
    const root = await project({
      "quickback/shared/rules.ts": `export const everyone = { access: { roles: ["PUBLIC"] } };`,
      "quickback/definitions/features/old/notes.ts": `import { defineTable } from "@quickback/compiler";
${notes}
import { everyone } from "../../../shared/rules";
export default defineTable(notes, { crud: { list: everyone, get: { ...everyone } } });`,
    });
    const { files, diagnostics } = await loadProject(root);
    expect(diagnostics).toEqual([]);
    expect(files.map(summary)).toEqual([
      ["quickback/definitions/features/old/notes.ts", "old", ["notes"], "table"],
    ]);
    const access = { access: { roles: ["PUBLIC"] } };
    expect(files[0]?.definition).toMatchObject({ config: { crud: { list: access, get: access } } });
  });

  it("counts a table once, in the file that declares it, and leaves tests and declarations alone", async () => {
    const root = await project({
      "quickback/features/a/notes.ts": notes,
      "quickback/features/a/all.ts": `export { notes } from "./notes"; export default { plain: true };`,
      "quickback/features/a/notes.test.ts": `throw new Error("a test");`,
      "quickback/features/a/env.d.ts": `declare const x: string;`,
    });
    const { files, sources, diagnostics } = await loadProject(root);
    expect(diagnostics).toEqual([]);
    expect(files.map(summary)).toEqual([
      ["quickback/features/a/all.ts", "a", [], "other"],
      ["quickback/features/a/notes.ts", "a", ["notes"], "none"],
    ]);
    expect([...sources.keys()]).toEqual([
      "quickback/features/a/all.ts",
      "quickback/features/a/notes.ts",
      "quickback/quickback.config.ts",
    ]);
  });

  it("gives definitions no environment and keeps their output to itself", async () => {
    const root = await project({
      "quickback/quickback.config.ts": `console.log("to stdout"); process.stdout.write("raw"); console.error("to stderr");
export default { name: String(process.env.HOME) };`,
    });
    const writes = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    const { config: loaded } = await loadProject(root);
    const written = writes.flatMap(({ mock }) => mock.calls.map(([chunk]) => String(chunk))).join("");
    expect(loaded.value).toEqual({ name: "undefined" });
    expect(written).not.toMatch(/to stdout|raw|to stderr/);
  });

  it("does not follow a link out of the project", async () => {
    const outside = await project({ "secret.ts": notes, "folder/secret.ts": notes });
    const root = await project({ "quickback/features/a/notes.ts": notes });
    await symlink(join(outside, "secret.ts"), join(root, "quickback/features/a/linked.ts"));
    await symlink(join(outside, "folder"), join(root, "quickback/features/linked"));
    const { files } = await loadProject(root);
    expect(files.map(({ path }) => path)).toEqual(["quickback/features/a/notes.ts"]);
    await writeFile(join(root, "quickback/features/a/importing.ts"), `export * from "./linked";`);
    const { diagnostics } = await loadProject(root);
    expect(diagnostics).toMatchObject([
      {
        code: "IMPORT_OUTSIDE_PROJECT",
        position: { line: 1, column: 15, file: "quickback/features/a/importing.ts" },
      },
    ]);
  });

  it("stops when it is told to", async () => {
    const root = await project({ "quickback/features/a/a.ts": "for (;;);" });
    const signal = AbortSignal.timeout(500);
    await expect(loadProject(root, { signal, timeoutMs: 30_000 })).rejects.toThrow("aborted due to timeout");
  });

  it("leaves nothing behind", async () => {
    const own = await mkdtemp(join(tmpdir(), "load-"));
    vi.stubEnv("TMPDIR", own);
    await loadProject(hiring);
    expect(await readdir(own)).toEqual([]);
    vi.unstubAllEnvs();
    await rm(own, { recursive: true });
  });
});
