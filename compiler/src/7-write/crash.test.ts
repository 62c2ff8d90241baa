import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scratch } from "../../runtime/testing/import-module";
import { listing, projectFolder, put, read, tree } from "./testing/project";
import { recover, write } from "./write";

const before = {
  "src/a.ts": "old a",
  "src/b.ts": "old b",
  "src/gone/c.ts": "old c",
  "package.json": '{"type":"module"}',
};
const after = {
  "src/a.ts": "new a",
  "src/b.ts": "new b",
  "src/fresh/d.ts": "new d",
  "package.json": '{"type":"commonjs"}',
};

/** A writer that kills itself with SIGKILL before its n-th call of a function that changes the disk. */
const child = `
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
const [root, limit] = [process.argv[2], Number(process.argv[3])];
let calls = 0;
for (const name of ["mkdir", "open", "rename", "unlink", "rmdir", "rm"]) {
  const original = fs[name];
  fs[name] = (...args) => {
    if (++calls === limit) process.kill(process.pid, "SIGKILL");
    return original(...args);
  };
}
syncBuiltinESMExports();
const { write } = await import("./write.mjs");
await write(root, new Map(Object.entries(${JSON.stringify(after)})));
`;

let folder: string;
beforeAll(async () => {
  mkdirSync(scratch, { recursive: true });
  folder = mkdtempSync(join(scratch, "crash-"));
  await build({
    entryPoints: [join(import.meta.dirname, "write.ts")],
    outfile: join(folder, "write.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    external: ["oxc-parser"],
  });
  writeFileSync(join(folder, "child.mjs"), child);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns the signal that ended the child, `null` when it finished */
function writeUntil(root: string, limit: number): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, [join(folder, "child.mjs"), root, String(limit)], {
      stdio: "inherit",
    });
    process_.on("error", reject);
    process_.on("exit", (code, signal) => (code ? reject(new Error(`exit ${code}`)) : resolve(signal)));
  });
}

function contents(root: string): Record<string, string> {
  return Object.fromEntries(
    listing(root)
      .filter((path) => !path.startsWith("quickback/"))
      .map((path) => [path, read(root, path)]),
  );
}

test("killed at any step, the next recovery leaves the old tree or the new one", async () => {
  const seen = { old: 0, new: 0, mixed: 0 };
  for (let limit = 1; ; limit++) {
    const root = projectFolder();
    await write(root, tree(before));
    put(root, { "src/mine.ts": "user" });
    const [old, fresh] = [
      { ...before, "src/mine.ts": "user" },
      { ...after, "src/mine.ts": "user" },
    ];

    const signal = await writeUntil(root, limit);
    if (signal === null) break;
    if (![old, fresh].some((tree_) => JSON.stringify(sorted(tree_)) === JSON.stringify(contents(root))))
      seen.mixed++;
    const longAgo = new Date(Date.now() - 60_000);
    backdate(join(root, "quickback/.lock"), longAgo);

    await recover(root);
    const now = contents(root);
    if (now["src/a.ts"] === "old a") {
      expect(now).toEqual(old);
      seen.old++;
    } else {
      expect(now).toEqual(fresh);
      seen.new++;
    }
    expect(listing(root).filter((path) => /\.staging|\.journal/.test(path))).toEqual([]);
    await write(root, tree(after));
    expect(contents(root)).toEqual(fresh);
  }
  expect(seen.old).toBeGreaterThan(3);
  expect(seen.new).toBeGreaterThan(3);
  expect(seen.mixed).toBeGreaterThan(0);
});

function sorted(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A dead holder's lock is taken over with time; the test lets the time pass at once. */
function backdate(path: string, when: Date): void {
  try {
    utimesSync(path, when, when);
  } catch {
    // The child was killed before it took the lock.
  }
}
