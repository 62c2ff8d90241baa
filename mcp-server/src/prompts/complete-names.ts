import type { Sources } from "@quickback/compiler/engine";
import type { Host } from "../host";

/** Feature folders of the project that begin like `value`. */
export async function completeFeature(value: string, host: Host): Promise<string[]> {
  const paths = [...(await sourcesOf(host)).keys()];
  return startingWith(
    paths.flatMap((path) => /\/features\/([^/]+)\//.exec(path)?.[1] ?? []),
    value,
  );
}

/** Tables of the project that begin like `value`. */
export async function completeTable(value: string, host: Host): Promise<string[]> {
  const { loadAuthor } = await import("@quickback/compiler/engine");
  const { tablesIn } = await loadAuthor();
  const sources = [...(await sourcesOf(host))];
  return startingWith(
    sources.flatMap(([path, text]) => tablesIn(path, text).map(({ name }) => name)),
    value,
  );
}

/** No project, no names: completion never fails. */
async function sourcesOf(host: Host): Promise<Sources> {
  return host.sources().catch(() => new Map<string, string>());
}

function startingWith(names: string[], value: string): string[] {
  return [...new Set(names)].filter((name) => name.startsWith(value)).sort();
}
