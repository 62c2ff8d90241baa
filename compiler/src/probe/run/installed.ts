import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ProbeError } from "./booted-app";

/**
 * Folder of a package of the project's own; a workspace may keep it further up.
 * @throws ProbeError that says what to install
 */
export function packageFolder(root: string, name: string): string {
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(found)) return found;
  }
  throw new ProbeError(
    `The project's packages are not installed (${name}). Run this there, then try again:\n  npm install`,
  );
}

/** Absolute path of a package's main module. @param carrier package that brings it along @throws ProbeError */
export function mainModule(root: string, name: string, carrier: string): string {
  const holder = packageFolder(root, carrier);
  try {
    return createRequire(join(holder, "package.json")).resolve(name);
  } catch {
    return createRequire(join(packageFolder(root, name), "package.json")).resolve(name);
  }
}
