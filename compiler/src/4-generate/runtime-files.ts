import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { packageFolder } from "../1-load/own-modules";
import type { FileTree } from "../files";

let read: Promise<FileTree> | undefined;

/** Every file of `compiler/runtime/src` except tests, by its path in the output; read once per process. */
function runtimeSources(): Promise<FileTree> {
  read ??= readSources(join(packageFolder, "runtime/src"));
  return read;
}

async function readSources(folder: string): Promise<FileTree> {
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return new Map(names.map((name, index) => [`src/${name}`, texts[index] ?? ""]));
}

/**
 * The runtime files that the generated tree imports, directly or through one another, as they are.
 * @param tree the rest of the output
 */
export async function runtimeFiles(tree: FileTree): Promise<FileTree> {
  const sources = await runtimeSources();
  const needed = new Set<string>();
  const pending: string[] = [];
  const need = (path: string, text: string) => {
    for (const target of importedFrom(path, text)) {
      const file = [`${target}.ts`, `${target}/index.ts`].find((name) => sources.has(name));
      if (file === undefined || needed.has(file) || tree.has(file)) continue;
      needed.add(file);
      pending.push(file);
    }
  };
  for (const [path, text] of tree) {
    if (path.startsWith("src/") && path.endsWith(".ts")) need(path, text);
  }
  for (let path = pending.pop(); path !== undefined; path = pending.pop())
    need(path, sources.get(path) ?? "");
  return new Map([...sources].filter(([path]) => needed.has(path)));
}

/** Paths, without extension, that a module's relative imports point at. */
function importedFrom(path: string, text: string): string[] {
  const folder = posix.dirname(path);
  return Array.from(text.matchAll(/(?:\bfrom|\bimport\(|\bimport)\s*"(\.[^"]*)"/g), ([, specifier]) =>
    posix.join(folder, specifier ?? ""),
  );
}
