import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import type { SourceContext } from "./carried";

const hiringRoot = fileURLToPath(new URL("../../../examples/hiring/", import.meta.url));

/** The source context of `examples/hiring`, read from disk. */
export function hiringContext(): SourceContext {
  const paths = globSync("quickback/**/*.ts", { cwd: hiringRoot }).sort();
  return contextOf(Object.fromEntries(paths.map((path) => [path, readFileSync(hiringRoot + path, "utf8")])));
}

/** A context of files written in a test; exported `sqliteTable` constants are its tables. */
export function contextOf(files: Record<string, string>): SourceContext {
  const tableFiles = new Map<string, { feature: string; tables: string[] }>();
  for (const [path, text] of Object.entries(files)) {
    const tables = [...text.matchAll(/export const (\w+) = (?:sqliteTable|table)\(/g)].map(
      ([, name = ""]) => name,
    );
    const feature = /features\/([^/]+)\//.exec(path)?.[1];
    if (tables.length > 0 && feature) tableFiles.set(path, { feature, tables });
  }
  return { sources: new Map(Object.entries(files)), tableFiles };
}
