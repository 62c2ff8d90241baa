import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { createHost } from "./host";
import { findTool } from "./tools";

const CONFIG = "quickback/quickback.config.ts";

function project(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "quickback-rename-")));
  mkdirSync(dirname(join(root, CONFIG)), { recursive: true });
  writeFileSync(
    join(root, CONFIG),
    `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";
export default defineConfig({
  name: "moved",
  template: "hono",
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
`,
  );
  return root;
}

async function call(root: string, name: string, input: object) {
  const answer = await findTool(name)?.call(input, createHost(root));
  if (!answer) throw new Error(`there is no tool ${name}`);
  return answer;
}

const columns = [
  { name: "title", type: "text", required: true },
  { name: "pay", type: "integer", min: 0 },
];

it("a migrated column is renamed with its data, planned and applied over several files", async () => {
  const root = project();
  await call(root, "scaffold_table", { feature: "hiring", table: "jobs", columns, apply: "now" });
  expect((await call(root, "compile", {})).data).toMatchObject({ ok: true });

  const change = { table: "jobs", set: { "columns.pay.name": "salary" } };
  const planned = await call(root, "change_table", change);
  expect(planned.data).toMatchObject({ written: false, also: [CONFIG] });
  expect(readFileSync(join(root, CONFIG), "utf8")).not.toContain("renames");
  const applied = await call(root, "change_table", { ...change, apply: planned.data.plan });
  expect(applied.data).toMatchObject({ written: true, also: [CONFIG] });
  expect(applied.text).toContain(CONFIG);

  const { data } = await call(root, "compile", {});
  expect(data).toMatchObject({ ok: true, errors: 0 });
  const sql = readFileSync(join(root, "quickback/drizzle/features/0001_rename_pay_to_salary.sql"), "utf8");
  expect(sql).toContain("RENAME COLUMN `pay` TO `salary`");
  const again = await call(root, "change_table", { ...change, apply: "now" });
  expect(again.text).toMatch(/already says so/);
  expect((await call(root, "compile", {})).data).toMatchObject({ upToDate: true });
});

it("a plan of several files no longer holds when one of them has moved", async () => {
  const root = project();
  await call(root, "scaffold_table", { feature: "hiring", table: "jobs", columns, apply: "now" });
  await call(root, "compile", {});
  const change = { table: "jobs", set: { "columns.pay.name": "salary" } };
  const { plan } = (await call(root, "change_table", change)).data;
  const config = join(root, CONFIG);
  writeFileSync(config, `// Ours.\n${readFileSync(config, "utf8")}`);
  await expect(call(root, "change_table", { ...change, apply: plan })).rejects.toThrow(/no longer holds/);
});

it("a column that no database has yet needs no hint", async () => {
  const root = project();
  await call(root, "scaffold_table", { feature: "hiring", table: "jobs", columns, apply: "now" });
  const set = { "columns.pay.name": "salary", "columns.title.name": "label" };
  const { data } = await call(root, "change_table", { table: "jobs", set, apply: "now" });
  expect(data.also).toBeUndefined();
  expect((await call(root, "compile", {})).data).toMatchObject({ ok: true, errors: 0 });
});
