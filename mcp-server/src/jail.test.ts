import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { insideRoot } from "./jail";

const folder = () => realpathSync(mkdtempSync(join(tmpdir(), "quickback-jail-")));
const root = folder();
const outside = folder();
mkdirSync(join(root, "inner"));
symlinkSync(outside, join(root, "link"));
symlinkSync(join(outside, "missing"), join(root, "dangling"));
symlinkSync(join(root, "inner"), join(root, "alias"));

it.each([
  "link/file.ts",
  "link/new/deep.ts",
  "dangling",
  "dangling/x.ts",
  "..",
  "../x",
  "a/../../x",
  "/etc/x",
  "a\0b",
])("%j leads out", async (path) => {
  await expect(insideRoot(root, path)).rejects.toThrow("is not inside the project");
});

it("a neighbour whose name begins like the root's is outside", async () => {
  symlinkSync(`${root}-twin`, join(root, "twin"));
  mkdirSync(`${root}-twin`);
  await expect(insideRoot(root, "twin/x.ts")).rejects.toThrow("is not inside the project");
});

it("new files and symlinks within the root have their real place", async () => {
  expect(await insideRoot(root, "new/deep.ts")).toBe(join(root, "new/deep.ts"));
  expect(await insideRoot(root, "alias/x.ts")).toBe(join(root, "inner/x.ts"));
});
