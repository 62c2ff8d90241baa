import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";

/** Where tests put modules that import the compiler's packages. */
export const scratch = fileURLToPath(new URL("../../node_modules/.quickback-tests", import.meta.url));

/** Imports the text of a TypeScript module that imports nothing but packages. */
export async function importModule(text: string): Promise<Record<string, unknown>> {
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, "module-"));
  try {
    const path = join(folder, "module.mjs");
    await writeFile(path, (await transform(text, { loader: "ts" })).code);
    return await import(pathToFileURL(path).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
