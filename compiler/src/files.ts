/** A generated tree: path relative to the project root, with forward slashes → text. */
export type FileTree = Map<string, string>;

/** Puts the paths of a tree in the one order every phase uses. */
export function sortedPaths(tree: FileTree): string[] {
  return [...tree.keys()].sort();
}
