import type { Host } from "../host";
import { docsFamily } from "./docs-family";
import { projectResources } from "./project-resources";
import type { Resource, ResourceFamily } from "./resource";

export type { Resource, ResourceFamily } from "./resource";

const docsIndex: Resource = {
  uri: "quickback://docs/index",
  name: "docs-index",
  title: "Documentation index",
  description: "What the documentation covers, and where.",
  mimeType: "text/markdown",
  exists: async () => true,
  read: () => docsFamily.read("quickback://docs/index"),
};

/** Every document with a URI of its own, in the order they are listed. */
export const resources: readonly Resource[] = [docsIndex, ...projectResources];

export const families: readonly ResourceFamily[] = [docsFamily];

/** The documents that there are: before the first compile, a project has none of its own. */
export async function listResources(host: Host): Promise<Omit<Resource, "exists" | "read">[]> {
  const generated = await host.generated();
  const there = await Promise.all(resources.map((resource) => resource.exists(generated)));
  return resources
    .filter((_, index) => there[index])
    .map(({ exists: _exists, read: _read, ...listed }) => listed);
}

/** A document as `resources/read` answers it; `undefined` where there is none at the URI. */
export async function readResource(
  uri: string,
  host: Host,
): Promise<{ uri: string; mimeType: string; text: string } | undefined> {
  const listed = resources.find((resource) => resource.uri === uri);
  if (listed) {
    const text = await listed.read(await host.generated());
    return text === undefined ? undefined : { uri, mimeType: listed.mimeType, text };
  }
  for (const { read, mimeType } of families) {
    const text = await read(uri);
    if (text !== undefined) return { uri, mimeType, text };
  }
  return undefined;
}
