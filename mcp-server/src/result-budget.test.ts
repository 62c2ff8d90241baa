import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
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

async function call(name: string, input: object, root: string, host = createHost(root)) {
  const answer = await findTool(name)?.call(input, host);
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
  const host = createHost(root);
  const seen: unknown[] = [];
  let cursor: unknown;
  do {
    const page = await call("describe_project", { ...(cursor !== undefined && { cursor }) }, root, host);
    expect(page.shown).toBeLessThan(1500);
    seen.push(...[page.data.tables].flat());
    cursor = page.data.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(100);
  expect(new Set(seen.map((table) => JSON.stringify(table))).size).toBe(100);
});

/** Every answer of a compile, from the first to the last page of its diagnostics. */
async function pagesOf(input: object, root: string, host = createHost(root)) {
  const pages = [await call("compile", input, root, host)];
  for (let at = pages[0]; at?.data.nextCursor !== undefined; at = pages.at(-1))
    pages.push(await call("compile", { cursor: at.data.nextCursor }, root, host));
  return pages;
}

const listed = (pages: { data: Record<string, unknown> }[]) =>
  pages.flatMap(({ data }) => [data.diagnostics].flat());

it("hundreds of diagnostics are told page by page, each once and whole", async () => {
  const root = project(300, (text) => text.replace("createable", "createble"));
  const pages = await pagesOf({}, root);
  expect(pages[0]?.data).toMatchObject({ ok: false, errors: 300 });
  for (const { text, data, shown, whole } of pages) {
    expect(text.match(/^error /gm)).toHaveLength([data.diagnostics].flat().length);
    const more = /… and \d+ more: .* or read on with cursor "[0-9]+-[0-9a-f]{8}"\./.test(text);
    expect(more).toBe(data.nextCursor !== undefined);
    expect(shown).toBeLessThan(1500);
    expect(whole).toBeLessThan(6000);
  }
  expect(listed(pages)).toHaveLength(300);
  for (const diagnostic of listed(pages))
    expect(diagnostic).toMatchObject({
      code: expect.any(String),
      position: { file: expect.any(String), line: expect.any(Number), column: expect.any(Number) },
      fix: expect.any(String),
      edit: { file: expect.any(String) },
      docs: expect.stringContaining("/"),
    });
  const places = listed(pages).map((own) => JSON.stringify(own && Object.entries(own)));
  expect(new Set(places).size).toBe(300);
  const described = await call("describe_project", { feature: "feature3" }, root);
  expect(described.text).toContain("300 errors: compile names them.");
});

it("a cursor outlives the server, and is refused when the definitions are others", async () => {
  const root = project(60, (text) => text.replace("createable", "createble"));
  const { data } = await call("compile", { dryRun: true }, root);
  const input = { cursor: data.nextCursor };
  const own = createHost(root);
  await call("compile", { dryRun: true }, root, own);
  expect((await call("compile", input, root)).data).toEqual((await call("compile", input, root, own)).data);
  const path = join(root, "quickback/features/feature0/table0.ts");
  writeFileSync(path, readFileSync(path, "utf8").replace("createble", "createable"));
  await expect(call("compile", input, root)).rejects.toThrow(/of other diagnostics .* compile again/);
  for (const cursor of ["20", "x", `999999-${String(data.nextCursor).split("-")[1]}`])
    await expect(call("compile", { cursor }, root, own), cursor).rejects.toThrow(/^cursor "/);
  await expect(call("compile", { ...input, fix: true }, root)).rejects.toThrow(/leave fix out/);
});

it("hundreds of warnings of a compile that writes are told as well, and no second one is made", async () => {
  const root = project(60, (text) => text.replace(/ {2}masking: \{[\s\S]*?\n {2}\},\n/, ""));
  const pages = await pagesOf({}, root);
  expect(pages[0]?.data).toMatchObject({ ok: true, errors: 0, files: { paths: expect.any(Array) } });
  for (const { shown, whole } of pages) {
    expect(shown).toBeLessThan(1500);
    expect(whole).toBeLessThan(6000);
  }
  expect(pages.length).toBeGreaterThan(1);
  expect(listed(pages)).toHaveLength(Number(pages[0]?.data.warnings));
  expect((await call("compile", {}, root)).data.upToDate).toBe(true);
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

it("tells how the report on disk stands in the general answer, and in a narrowed one where it does not hold", async () => {
  const root = project(1);
  const narrowed = async () =>
    JSON.stringify(await call("explain_security_report", { about: "unproven" }, root));
  expect(await narrowed()).toContain("Report on disk does not hold");
  await call("compile", {}, root);
  expect(await narrowed()).not.toContain("Report on disk");
  expect(JSON.stringify(await call("explain_security_report", {}, root))).toContain(
    "Report on disk: not signed",
  );
});
