import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { FileTree } from "../../files";

/** A project folder on the real disk, removed after the test. */
export function projectFolder(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "quickback-write-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  put(root, { "quickback/quickback.config.ts": "export default {}", ...files });
  return root;
}

export function put(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export function read(root: string, path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Every file below the root, sorted. */
export function listing(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}

export function tree(files: Record<string, string>): FileTree {
  return new Map(Object.entries(files));
}
