import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../7-write/each-limited";
import { sha256 } from "../7-write/manifest";

/** Digest of an app's code: what a probe of it says holds for this code alone. */
export function codeDigest(files: ReadonlyMap<string, string>): string {
  const own = [...files].filter(([path]) => path.startsWith("src/")).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(own.map(([path, text]) => `${path} ${sha256(text)}`).join("\n"));
}

/** The generated code as it stands on disk. @param paths those that the compiler wrote */
export async function codeOnDisk(root: string, paths: string[]): Promise<Map<string, string>> {
  const own = paths.filter((path) => path.startsWith("src/"));
  const texts = await mapLimited(own, async (path): Promise<[string, string]> => {
    return [path, await readFile(join(root, path), "utf8").catch(() => "")];
  });
  return new Map(texts);
}
