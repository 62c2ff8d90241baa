import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadAuthor } from "@quickback/compiler/engine";
import { expect, it } from "vitest";
import { createHost } from "./host";
import { findTool } from "./tools";

const { scaffoldTable } = await loadAuthor();

const config = `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";
export default defineConfig({
  name: "large",
  template: "hono",
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
`;

/** A project of many tables; `change` may spoil the text of each. */
function project(count: number, change = (text: string) => text): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "quickback-budget-")));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put("quickback/quickback.config.ts", config);
  const columns = [
    { name: "title", type: "text" as const, required: true },
    { name: "stage", type: "enum" as const, enum: ["open", "won", "lost"] },
    { name: "contactEmail", type: "text" as const },
    { name: "amount", type: "integer" as const },
    { name: "notes", type: "text" as const },
  ];
  for (let index = 0; index < count; index++) {
    const table = {
      feature: `feature${index % 10}`,
      table: `table${index}`,
      columns,
      scope: "organization" as const,
    };
    const { path, after } = scaffoldTable(table, new Map());
    put(path, change(after));
  }
  return root;
}

async function call(name: string, input: object, root: string) {
  const answer = await findTool(name)?.call(input, createHost(root));
  if (!answer) throw new Error(`there is no tool ${name}`);
  const tokens = (value: unknown) => JSON.stringify(value).length / 4;
  // A host shows its model the text or the data.
  const shown = Math.max(tokens(answer.text), tokens(answer.data));
  return { ...answer, shown, whole: tokens(answer.text) + tokens(answer.data) };
}

it("ten tables are described in one answer, a hundred in several, none twice and none left out", async () => {
  const small = await call("describe_project", {}, project(10));
  expect(small.data.nextCursor).toBeUndefined();
  expect(small.data.tables).toHaveLength(10);
  expect(small.shown).toBeLessThan(1500);
  expect(small.text).toContain("contactEmail (email; seen by owner, admin)");
  expect(small.text).toContain("list, get: owner, admin, member");

  const root = project(100);
  const seen: unknown[] = [];
  let cursor: unknown;
  do {
    const page = await call("describe_project", { ...(cursor !== undefined && { cursor }) }, root);
    expect(page.shown).toBeLessThan(1500);
    seen.push(...[page.data.tables].flat());
    cursor = page.data.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(100);
  expect(new Set(seen.map((table) => JSON.stringify(table))).size).toBe(100);
});

it("a hundred diagnostics are told of, the first ones whole", async () => {
  const root = project(100, (text) => text.replace("createable", "createble"));
  const { text, data, shown, whole } = await call("compile", {}, root);
  expect(data).toMatchObject({ ok: false, errors: 100 });
  expect(text).toMatch(/… and \d+ more/);
  expect(shown).toBeLessThan(1500);
  expect(whole).toBeLessThan(6000);
  for (const diagnostic of [data.diagnostics].flat())
    expect(diagnostic).toMatchObject({
      code: expect.any(String),
      position: { file: expect.any(String), line: expect.any(Number), column: expect.any(Number) },
      fix: expect.any(String),
      edit: { file: expect.any(String) },
      docs: expect.stringContaining("/"),
    });
  const described = await call("describe_project", { feature: "feature3" }, root);
  expect(described.text).toContain("100 errors: compile names them.");
  expect(described.data.tables).toHaveLength(10);
});

it("definitions that cannot be evaluated are described from their sources, which is said", async () => {
  const root = project(3, (text) => text.replace("export default", 'throw new Error("no");\nexport default'));
  const { text, data } = await call("describe_project", {}, root);
  expect(text).toMatch(
    /never compiled\. \d+ errors?: compile names them\. What follows is read off the sources/,
  );
  expect(text).toContain("id, organizationId, title, stage");
  expect(text).toContain("rows: organization, softDelete");
  expect(data.tables).toHaveLength(3);
  await expect(call("describe_project", { table: "none" }, root)).rejects.toThrow(
    /there are feature0\/table0/,
  );
});

it("what a large compile answers stays within the cap", async () => {
  const root = project(40);
  expect((await call("compile", { dryRun: true }, root)).whole).toBeLessThan(6000);
  expect((await call("explain_security_report", {}, root)).whole).toBeLessThan(6000);
});

it("a long page is read part by part, every character once", async () => {
  const root = project(0);
  const whole = await import("@quickback/docs").then((docs) =>
    docs.readDoc("compiler/definitions/diagnostics"),
  );
  let markdown = "";
  let cursor: unknown;
  do {
    const input = { topic: "compiler/definitions/diagnostics", ...(cursor !== undefined && { cursor }) };
    const part = await call("read_doc", input, root);
    expect(part.shown).toBeLessThan(1500);
    markdown += part.data.markdown;
    cursor = part.data.nextCursor;
  } while (cursor !== undefined);
  expect(markdown).toBe(whole.found ? whole.markdown : "");
  expect(markdown.length).toBeGreaterThan(5200);
  await expect(call("read_doc", { topic: "firewall", cursor: "999999" }, root)).rejects.toThrow(
    /cursor "999999"/,
  );
});

it("a huge diff is cut, and says by how much", async () => {
  const columns = Array.from({ length: 100 }, (_, index) => ({
    name: `column${index}`,
    type: "enum",
    enum: Array.from({ length: 20 }, (_, value) => `value number ${value}`),
  }));
  const { text, shown, whole } = await call(
    "scaffold_table",
    { feature: "wide", table: "wides", columns },
    project(0),
  );
  expect(text).toMatch(/… \d+ more lines of the diff\nPlan /);
  expect(shown).toBeLessThan(1500);
  expect(whole).toBeLessThan(6000);
});

it("the longest search stays within a default answer", async () => {
  const { shown } = await call("search_docs", { query: "access", limit: 10 }, project(0));
  expect(shown).toBeLessThan(1500);
});
