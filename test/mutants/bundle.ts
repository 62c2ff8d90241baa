import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { context } from "esbuild";
import type { Mutant } from "./mutant";

/** Bundles the code of one app, again and again with another fault. */
export interface Bundler {
  /** The app's module. @param mutant absent: the app as it is @throws when it cannot be loaded */
  load(mutant: Pick<Mutant, "file" | "text"> | undefined): Promise<unknown>;
  stop(): Promise<void>;
}

/** D1 as the app calls it, over libSQL in this process. */
const database = `import { drizzle } from "drizzle-orm/libsql";
export const openD1 = (client) => {
  const orm = drizzle(client);
  return { orm, batch: async (statements) => [...(await orm.batch(statements))] };
};
`;

/** What a broken app prints is of no interest. */
const quiet = "const console = { log() {}, info() {}, debug() {}, warn() {}, error() {} };";

/** Packages stay outside the bundle: they are loaded once for all mutants. */
export async function bundlerFor(root: string): Promise<Bundler> {
  const folder = join(root, ".mutants");
  await mkdir(folder, { recursive: true });
  const changed = new Map([["src/lib/d1.ts", database]]);
  const build = await context({
    entryPoints: [join(root, "src/index.ts")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    banner: { js: quiet },
    logLevel: "silent",
    plugins: [
      {
        name: "faults",
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = changed.get(relative(root, path).replaceAll("\\", "/"));
            return contents === undefined ? undefined : { contents, loader: "ts" };
          }),
      },
    ],
  });
  let count = 0;
  return {
    async load(mutant) {
      if (mutant) changed.set(mutant.file, mutant.text);
      try {
        const { outputFiles } = await build.rebuild();
        const path = join(folder, `${count++}.mjs`);
        await writeFile(path, outputFiles[0]?.text ?? "");
        return await import(pathToFileURL(path).href);
      } finally {
        if (mutant) changed.delete(mutant.file);
      }
    },
    stop: () => build.dispose(),
  };
}
