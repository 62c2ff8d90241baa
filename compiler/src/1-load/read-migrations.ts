import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileTree } from "../files";

const folder = "quickback/drizzle";

/**
 * Reads the migrations a project has so far, so that a compile adds only what changed.
 * @param root absolute project root
 * @returns every file below `quickback/drizzle`, by path relative to the root; empty before the first compile
 */
export async function readMigrations(root: string): Promise<FileTree> {
  const names = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.path, entry.name).slice(join(root, "/").length).replaceAll("\\", "/"))
    .sort();
  const texts = await Promise.all(paths.map((path) => readFile(join(root, path), "utf8")));
  return new Map(paths.map((path, index) => [path, texts[index] ?? ""]));
}
