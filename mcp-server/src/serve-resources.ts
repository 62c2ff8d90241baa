import { ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import type { Host } from "./host";
import { families, listResources, readResource, resources } from "./resources";

/** Offers the project's documents and the documentation for reading. */
export function serveResources(server: Server, host: Host): void {
  server.setRequestHandler("resources/list", async () => ({ resources: await listResources(host) }));
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: families.map(({ uriTemplate, name, title, description, mimeType }) => ({
      uriTemplate,
      name,
      title,
      description,
      mimeType,
    })),
  }));
  server.setRequestHandler("resources/read", async ({ params: { uri } }) => {
    const document = await readResource(uri, host);
    if (document) return { contents: [document] };
    const listed = resources.some((resource) => resource.uri === uri);
    const problem = listed
      ? "is not there yet: compile the project first."
      : `is not a resource. Listed are ${resources.map((resource) => resource.uri).join(", ")}; pages are ${families.map(({ uriTemplate }) => uriTemplate).join(", ")}.`;
    throw new ResourceNotFoundError(uri, `${JSON.stringify(uri.slice(0, 200))} ${problem}`);
  });
}
