import { lstat, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ToolError } from "./tool-error";

/**
 * Resolves a path below the root to the place it really has.
 * A path that does not exist yet is judged by its nearest existing parent, so that no symlink on the
 * way can lead out.
 * @param root real path of the project
 * @param path relative path with forward slashes
 * @throws ToolError when the path leads out of the root
 */
export async function insideRoot(root: string, path: string): Promise<string> {
  const target = resolve(root, path);
  if (path.includes("\0") || isAbsolute(path) || !isBelow(root, target)) throw outside(path);
  let parent = target;
  while (parent !== root && !(await exists(parent))) parent = dirname(parent);
  const real = await realpath(parent).catch(() => undefined);
  if (real === undefined || !isBelow(root, real)) throw outside(path);
  return join(real, relative(parent, target));
}

/** Whether `path` is the root or stands below it. */
function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Also true for a symlink that leads nowhere, which must not pass for a new file. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function outside(path: string): ToolError {
  return new ToolError(
    `${JSON.stringify(path.slice(0, 80))} is not inside the project: nothing was written.`,
    "OUTSIDE_PROJECT",
  );
}
