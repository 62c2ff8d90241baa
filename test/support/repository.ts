import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository, from a source file or a bundle alike. */
export const repository = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "biome.json"))) folder = dirname(folder);
  return folder;
})();

/** The built command line. */
export const cli = join(repository, "cli/dist/quickback.js");

/** The example that the README, the demo and the tests share. */
export const hiring = join(repository, "examples/hiring");
