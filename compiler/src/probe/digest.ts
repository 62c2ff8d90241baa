import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../7-write/each-limited";
import type { FileTree } from "../files";

/** The generated code as it stands on disk. @param paths those that the compiler wrote */
export async function codeOnDisk(root: string, paths: string[]): Promise<FileTree> {
  const own = paths.filter((path) => path.startsWith("src/"));
  const texts = await mapLimited(own, async (path): Promise<[string, string]> => {
    return [path, await readFile(join(root, path), "utf8").catch(() => "")];
  });
  return new Map(texts);
}
