import { createHash } from "node:crypto";
import type { FileTree } from "./files";
import { isShared } from "./shared-files";

/** One digest over generated files: how many, and SHA-256 over their sorted `sha256sum` lines. */
export interface TreeDigest {
  files: number;
  sha256: string;
}

/** The digest of a generated tree; files shared with the user are left out. */
export function treeDigest(tree: FileTree): TreeDigest {
  return digestOf(treeHashes(tree));
}

/** SHA-256 of each file of a tree that is not shared with the user. */
export function treeHashes(tree: FileTree): Map<string, string> {
  const own = [...tree].filter(([path]) => !isShared(path));
  return new Map(own.map(([path, text]) => [path, createHash("sha256").update(text).digest("hex")]));
}

/** @param hashes path → SHA-256 of its content */
export function digestOf(hashes: ReadonlyMap<string, string>): TreeDigest {
  const lines = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, hash]) => `${hash}  ${path}\n`);
  return { files: lines.length, sha256: createHash("sha256").update(lines.join("")).digest("hex") };
}

/** Digest of an app's own code: what a probe of the running app shows holds for this code alone. */
export function codeDigest(tree: FileTree): string {
  return treeDigest(new Map([...tree].filter(([path]) => path.startsWith("src/")))).sha256;
}
