import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute folder of the `@quickback/compiler` package this code runs from. */
export const packageFolder = findPackage(dirname(fileURLToPath(import.meta.url)));

/** Running from TypeScript (tests, development) rather than from `dist/`. */
const fromSource = import.meta.url.endsWith(".ts");

/** Modules of the compiler that a bundle of definitions needs, as absolute paths. */
export const ownModules = fromSource
  ? {
      compiler: join(packageFolder, "src/index.ts"),
      types: join(packageFolder, "src/types.ts"),
      worker: join(packageFolder, "src/1-load/evaluate-worker.ts"),
    }
  : {
      compiler: join(packageFolder, "dist/index.js"),
      // Types only: nothing of it is left at run time.
      types: join(packageFolder, "dist/index.js"),
      worker: join(packageFolder, "dist/evaluate-worker.js"),
    };

/** Own modules that are TypeScript become part of the bundle; built ones are imported as they are. */
export const bundleOwnModules = fromSource;

function findPackage(folder: string): string {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "runtime"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("The folder of @quickback/compiler was not found");
  return findPackage(parent);
}
