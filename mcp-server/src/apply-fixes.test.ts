import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { createHost } from "./host";
import { compile } from "./tools/compile";

const POSTS = "quickback/features/blog/posts.ts";

/** A project without organizations whose table has `config` as its rules. */
function project(config: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "quickback-fix-")));
  const files = {
    "quickback/quickback.config.ts": `import { defineAuth, defineConfig, defineDatabase, defineRuntime } from "@quickback/compiler";
export default defineConfig({
  name: "blog",
  features: { organizations: false },
  providers: {
    runtime: defineRuntime("cloudflare"),
    database: defineDatabase("cloudflare-d1"),
    auth: defineAuth("better-auth"),
  },
});
`,
    [POSTS]: `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

export const posts = sqliteTable("posts", {
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  email: text("email"),
});

export default defineTable(posts, {
${config}
});
`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

it("mends what an edit can mend, over several rounds, and leaves decisions to the author", async () => {
  const root = project(`  firewall: { exception: true },
  guards: { createable: ["titel", "email"], updatble: [] },
  crud: { list: { access: { roles: ["admin"] } }, create: { access: { roles: ["admin"] } } },`);
  const { text, data } = await compile.call({ fix: true }, createHost(root));
  expect(text).toMatch(
    /^Fixed in the definitions: MISSING_KEY .*UNKNOWN_KEY quickback\/features\/blog\/posts\.ts:12/,
  );
  expect(data).toMatchObject({ ok: true, errors: 0 });
  const written = readFileSync(join(root, POSTS), "utf8");
  expect(written).toContain('guards: { createable: ["title", "email"], updatable: [] }');
  expect(written.match(/userRole: \["admin"\]/g)).toHaveLength(2);
  // Who may see the address is not for a tool to decide.
  expect(written).not.toContain("masking");
  expect(text).toContain("warning MASKING_AUTOMATIC");
});

it("changes nothing without fix, and not in a dry run", async () => {
  const root = project('  firewall: { exception: true },\n  guards: { createble: ["title"] },');
  const before = readFileSync(join(root, POSTS), "utf8");
  expect((await compile.call({}, createHost(root))).data).toMatchObject({ ok: false });
  await expect(compile.call({ fix: true, dryRun: true }, createHost(root))).rejects.toThrow(/leave one out/);
  expect(readFileSync(join(root, POSTS), "utf8")).toBe(before);
});

it("ends where no edit helps", async () => {
  const root = project("  crud: { list: { access: {} } },\n  firewall: { exception: true },");
  const { text, data } = await compile.call({ fix: true }, createHost(root));
  expect(data).toMatchObject({ ok: false, errors: 1 });
  expect(text).toMatch(/^error ACCESS_EMPTY/m);
});
