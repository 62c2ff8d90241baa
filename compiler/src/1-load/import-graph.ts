import type { Metafile } from "esbuild";

/** Local imports that matter at run time: file → (specifier, imported file), as written. */
export type ImportGraph = ReadonlyMap<string, readonly { specifier: string; path: string }[]>;

/** Reads esbuild's metafile; type-only imports are gone, packages and dynamic imports are left out. */
export function importGraph(metafile: Metafile): ImportGraph {
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      imports.flatMap(({ path, original, kind, external }) =>
        external || kind === "dynamic-import" || !original?.startsWith(".")
          ? []
          : { specifier: original, path },
      ),
    ]),
  );
}

/** The files reached from `file`, each after those it imports: the order they are evaluated in. */
export function evaluationOrder(graph: ImportGraph, entries: readonly string[]): string[] {
  const done = new Set<string>();
  const started = new Set<string>();
  const visit = (file: string) => {
    if (started.has(file)) return;
    started.add(file);
    for (const { path } of graph.get(file) ?? []) visit(path);
    done.add(file);
  };
  for (const entry of entries) visit(entry);
  return [...done];
}

/** The shortest way from `from` through `next` back to itself, both ends included; `undefined` if none. */
export function circleThrough(graph: ImportGraph, from: string, next: string): string[] | undefined {
  const reached = new Map([[next, [from, next]]]);
  for (const [file, way] of reached) {
    if (file === from) return way;
    for (const { path } of graph.get(file) ?? []) if (!reached.has(path)) reached.set(path, [...way, path]);
  }
  return undefined;
}
