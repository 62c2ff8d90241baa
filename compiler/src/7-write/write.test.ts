import { mkdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listing, projectFolder, put, read, tree } from "./testing/project";
import { fingerprint, isUpToDate, write } from "./write";

const codes = ({ diagnostics }: { diagnostics: { code: string; message: string }[] }) =>
  diagnostics.map(({ code }) => code);

test("writes a tree, then only what differs, and removes what is no longer made", async () => {
  const root = projectFolder({ "src/mine.ts": "user" });
  const first = await write(root, tree({ "src/a.ts": "1", "src/old/b.ts": "2", "openapi.json": "{}" }));
  expect(first).toEqual({
    diagnostics: [],
    changes: [
      { path: "openapi.json", change: "added" },
      { path: "src/a.ts", change: "added" },
      { path: "src/old/b.ts", change: "added" },
    ],
  });
  const second = await write(root, tree({ "src/a.ts": "1!", "openapi.json": "{}" }));
  expect(second.changes).toEqual([
    { path: "src/a.ts", change: "changed" },
    { path: "src/old/b.ts", change: "removed" },
  ]);
  expect(listing(root)).toEqual([
    "openapi.json",
    "quickback/.manifest.json",
    "quickback/quickback.config.ts",
    "src/a.ts",
    "src/mine.ts",
  ]);
  expect(() => statSync(join(root, "src/old"))).toThrow();
  expect(await write(root, tree({ "src/a.ts": "1!", "openapi.json": "{}" }))).toEqual({
    diagnostics: [],
    changes: [],
  });
});

test("a dry run reports the same and touches nothing", async () => {
  const root = projectFolder();
  const before = listing(root);
  const { changes } = await write(
    root,
    tree({ "src/a.ts": "1", ".dev.vars.example": "BETTER_AUTH_SECRET=\n" }),
    { dryRun: true },
  );
  expect(changes.map(({ path }) => path)).toEqual([".dev.vars.example", "src/a.ts", ".dev.vars"]);
  expect(listing(root)).toEqual(before);
});

test("a file that was never ours stops the write before anything is written", async () => {
  const root = projectFolder({ "src/index.ts": "mine", "src/same.ts": "same" });
  const result = await write(
    root,
    tree({ "src/a.ts": "1", "src/index.ts": "theirs", "src/same.ts": "same" }),
  );
  expect(codes(result)).toEqual(["FILE_IN_THE_WAY"]);
  expect(result.diagnostics[0]?.message).toContain("`src/index.ts`");
  expect(result.changes).toEqual([]);
  expect(listing(root)).toEqual(["quickback/quickback.config.ts", "src/index.ts", "src/same.ts"]);
  expect(read(root, "src/index.ts")).toBe("mine");
});

test("a generated file edited by hand is named and made anew", async () => {
  const root = projectFolder();
  await write(root, tree({ "src/a.ts": "1", "src/b.ts": "2" }));
  put(root, { "src/a.ts": "edited" });
  const result = await write(root, tree({ "src/a.ts": "1", "src/b.ts": "2" }));
  expect(codes(result)).toEqual(["GENERATED_FILE_EDITED"]);
  expect(result.diagnostics[0]?.message).toContain("`src/a.ts`");
  expect(read(root, "src/a.ts")).toBe("1");
});

test.each(["../out.ts", "/etc/out.ts", "src/../../out.ts", "src//a.ts", "src\\a.ts"])(
  "%s does not leave the root",
  async (path) => {
    const root = projectFolder();
    const before = listing(root);
    expect(codes(await write(root, tree({ [path]: "x", "src/ok.ts": "1" })))).toEqual(["WRITE_FAILED"]);
    expect(listing(root)).toEqual(before);
  },
);

test("no symbolic link is written through", async () => {
  const [root, outside] = [projectFolder(), projectFolder()];
  const before = listing(outside);
  symlinkSync(outside, join(root, "src"));
  const result = await write(root, tree({ "src/a.ts": "x" }));
  expect(result.diagnostics[0]?.message).toContain("`src` is a symbolic link");
  expect(listing(outside)).toEqual(before);
  rmSync(join(root, "src"));
  symlinkSync(join(outside, "target.ts"), join(root, "openapi.json"));
  expect(codes(await write(root, tree({ "openapi.json": "x" })))).toEqual(["FILE_IN_THE_WAY"]);
  expect(listing(outside)).toEqual(before);
});

test("a manifest that names files outside the root removes nothing", async () => {
  const [root, outside] = [projectFolder(), projectFolder()];
  const path = `../${outside.split("/").at(-1)}/quickback/quickback.config.ts`;
  put(root, {
    "quickback/.manifest.json": JSON.stringify({
      version: 1,
      inputs: "",
      files: { [path]: "0" },
      merged: {},
      environment: [],
    }),
  });
  await write(root, tree({ "src/a.ts": "1" }));
  expect(listing(outside)).toEqual(["quickback/quickback.config.ts"]);
});

test("a folder or a file in the place of the other is in the way", async () => {
  const root = projectFolder({ lib: "a file" });
  mkdirSync(join(root, "openapi.json"));
  expect(codes(await write(root, tree({ "lib/a.ts": "1", "openapi.json": "{}" })))).toEqual([
    "WRITE_FAILED",
    "FILE_IN_THE_WAY",
  ]);
});

test("shared files keep what the user wrote; managed keys come and go", async () => {
  const root = projectFolder({
    "package.json": '{\n\t"name": "mine",\n\t"scripts": { "lint": "x" }\n}\n',
    ".gitignore": "mine\n",
  });
  const shared = (scripts: object, ignored: string) =>
    tree({
      "package.json": JSON.stringify({ name: "generated", scripts, dependencies: { hono: "4" } }),
      ".gitignore": ignored,
    });
  await write(root, shared({ dev: "d", old: "o" }, "# q\nnode_modules\n.old\n"));
  expect(JSON.parse(read(root, "package.json"))).toEqual({
    name: "mine",
    scripts: { lint: "x", dev: "d", old: "o" },
    dependencies: { hono: "4" },
  });
  expect(read(root, "package.json")).toContain('\n\t"name": "mine"');
  expect(read(root, ".gitignore")).toBe("mine\nnode_modules\n.old\n");
  expect((await write(root, shared({ dev: "d" }, "node_modules\n"))).diagnostics).toEqual([]);
  expect(JSON.parse(read(root, "package.json")).scripts).toEqual({ lint: "x", dev: "d" });
  expect(read(root, ".gitignore")).toBe("mine\nnode_modules\n");
});

test("a shared file that cannot be read is refused, not overwritten", async () => {
  const root = projectFolder({ "package.json": "{ nonsense" });
  expect(codes(await write(root, tree({ "package.json": '{"name":"x"}', "src/a.ts": "1" })))).toEqual([
    "FILE_NOT_MERGEABLE",
  ]);
  expect(read(root, "package.json")).toBe("{ nonsense");
  expect(listing(root)).not.toContain("src/a.ts");
});

test(".dev.vars is seeded once with a secret of its own, for the owner's eyes", async () => {
  const root = projectFolder();
  const files = tree({ ".dev.vars.example": "# local\nBETTER_AUTH_SECRET=change-me\n" });
  await write(root, files);
  const seeded = read(root, ".dev.vars");
  expect(seeded).toMatch(/^# local\nBETTER_AUTH_SECRET=[0-9a-f]{64}\n$/);
  expect(statSync(join(root, ".dev.vars")).mode & 0o777).toBe(0o600);
  put(root, { ".dev.vars": "MINE=1" });
  await write(root, files);
  expect(read(root, ".dev.vars")).toBe("MINE=1");
  expect(await isUpToDate(root)).toBe(true);
  // As in a fresh clone: the secrets are not in version control.
  rmSync(join(root, ".dev.vars"));
  expect(await isUpToDate(root)).toBe(false);
});

test("migrations of another compile are not lost", async () => {
  const root = projectFolder();
  await write(
    root,
    tree({
      "quickback/drizzle/features/0000_initial.sql": "a",
      "quickback/drizzle/features/0001_x.sql": "b",
    }),
  );
  const result = await write(root, tree({ "quickback/drizzle/features/0000_initial.sql": "a" }));
  expect(codes(result)).toEqual(["WRITE_FAILED"]);
  expect(read(root, "quickback/drizzle/features/0001_x.sql")).toBe("b");
});

test("writes of the same project take turns", async () => {
  const root = projectFolder();
  const trees = Array.from({ length: 6 }, (_, number) =>
    tree({ "src/a.ts": `${number}`, "src/b.ts": `${number}` }),
  );
  const results = await Promise.all(trees.map((files) => write(root, files)));
  expect(results.flatMap(codes)).toEqual([]);
  expect(read(root, "src/a.ts")).toBe(read(root, "src/b.ts"));
  expect(listing(root).filter((path) => path.startsWith("quickback/."))).toEqual([
    "quickback/.manifest.json",
  ]);
});

test("up to date until an input or an output changes", async () => {
  const root = projectFolder({ "quickback/features/f/t.ts": "table" });
  const files = tree({
    "src/a.ts": "1",
    "package.json": "{}",
    "quickback/drizzle/features/0000_initial.sql": "a",
  });
  expect(await isUpToDate(root)).toBe(false);
  await write(root, files);
  expect(await isUpToDate(root)).toBe(true);
  const changes: Record<string, string>[] = [
    { "quickback/features/f/t.ts": "table!" },
    { "quickback/features/f/new.ts": "" },
    { "src/a.ts": "edited" },
    { "package.json": '{"scripts":{}}' },
    { "quickback/drizzle/features/0000_initial.sql": "edited" },
  ];
  for (const change of changes) {
    put(root, change);
    expect(await isUpToDate(root)).toBe(false);
    await write(root, files);
    expect(await isUpToDate(root)).toBe(true);
  }
  rmSync(join(root, "src/a.ts"));
  expect(await isUpToDate(root)).toBe(false);
});

test("a signing key counts as an input, under the name the config gives it", async () => {
  const root = projectFolder();
  const fresh = async (env: Record<string, string>) => isUpToDate(root, await fingerprint(root, env));
  for (const env of [{ MY_KEY: "k" }, { MY_KEY: "k" }]) {
    await write(root, tree({ "src/a.ts": "1" }), {
      inputs: await fingerprint(root, env),
      environment: ["MY_KEY"],
    });
  }
  expect(await fresh({ MY_KEY: "k" })).toBe(true);
  expect(await fresh({})).toBe(false);
  expect(await fresh({ MY_KEY: "k", QUICKBACK_SECURITY_REPORT_SIGNING_KEY: "x" })).toBe(false);
});
