import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const packageFolder = ancestorOf(dirname(fileURLToPath(import.meta.url)), (folder) =>
  existsSync(join(folder, "runtime/src/lib/policy.ts")),
);

/** Running from TypeScript (tests, development) rather than from `dist/`. */
const fromSource = import.meta.url.endsWith(".ts");

/** Packages whose compiler's own copy definitions get, whatever the project has installed. */
const packages = ["drizzle-orm", "zod"];

/**
 * How a bundle of definitions reaches the compiler's own code: from TypeScript it becomes part of the
 * bundle, when built it is imported as it is.
 */
export const ownModules = {
  /** Specifier of `evaluate-worker`. */
  worker: fromSource
    ? join(packageFolder, "src/1-load/evaluate-worker.ts")
    : pathToFileURL(join(packageFolder, "dist/evaluate-worker.js")).href,
  /** esbuild's `alias`. Of `@quickback/types` nothing is left at run time. */
  alias: {
    "@quickback/types": "@quickback/compiler",
    ...(fromSource && { "@quickback/compiler": join(packageFolder, "src/index.ts") }),
  },
  /** esbuild's `external`. */
  external: [
    "file:*",
    ...packages.flatMap((name) => [name, `${name}/*`]),
    ...(fromSource ? [] : ["@quickback/compiler"]),
  ],
};

/** Folders to link below a `node_modules`, so that a bundle beside it finds them: name → absolute path. */
export function packageFolders(): Map<string, string> {
  const found = packages.map((name): [string, string] => {
    const holder = ancestorOf(packageFolder, (folder) => existsSync(join(folder, "node_modules", name)));
    return [name, join(holder, "node_modules", name)];
  });
  return new Map([...found, ["@quickback/compiler", packageFolder]]);
}

function ancestorOf(folder: string, matches: (folder: string) => boolean): string {
  if (matches(folder)) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("The installation of @quickback/compiler is incomplete");
  return ancestorOf(parent, matches);
}
