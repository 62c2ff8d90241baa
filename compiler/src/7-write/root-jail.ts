import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** A path that may not be written, and why. */
export class OutsideRootError extends Error {}

/**
 * Keeps every write inside the project: relative paths only, and no symbolic link on the way, for
 * it could lead anywhere.
 */
export class RootJail {
  readonly #parents = new Map<string, Promise<void>>();

  constructor(readonly root: string) {}

  /**
   * @param path relative to the root, with forward slashes
   * @returns the absolute path and what stands there now, if anything
   * @throws OutsideRootError when the path leaves the root or passes a link or a file
   */
  async resolve(path: string): Promise<{ absolute: string; stats: Stats | undefined }> {
    const segments = path.split("/");
    if (
      path.includes("\\") ||
      path.includes("\0") ||
      segments.some((part) => part === "" || part === "." || part === "..")
    ) {
      throw new OutsideRootError(`${JSON.stringify(path)} is not a path inside the project.`);
    }
    for (let depth = 1; depth < segments.length; depth++)
      await this.#checkParent(segments.slice(0, depth).join("/"));
    const absolute = join(this.root, path);
    return { absolute, stats: await statsOf(absolute) };
  }

  #checkParent(folder: string): Promise<void> {
    const known = this.#parents.get(folder);
    if (known) return known;
    const check = statsOf(join(this.root, folder)).then((stats) => {
      if (stats?.isSymbolicLink()) throw new OutsideRootError(`\`${folder}\` is a symbolic link.`);
      if (stats && !stats.isDirectory()) throw new OutsideRootError(`\`${folder}\` is a file, not a folder.`);
    });
    this.#parents.set(folder, check);
    return check;
  }
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
