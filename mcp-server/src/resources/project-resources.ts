import type { Generated } from "../host";
import type { Resource } from "./resource";

/** How every report begins. */
const REPORT = /^\s*\{[^{[]*"kind":\s*"quickback-security-contract-report"/;
const BEGINNING = 300;

/** What a compile wrote for reading, as it stands on disk. */
export const projectResources: readonly Resource[] = [
  written(
    {
      uri: "quickback://project/security-report",
      name: "security-report",
      title: "Security report",
      description: "Who may do what, and the contracts that were checked, as of the last compile.",
    },
    reportPath,
  ),
  written(
    {
      uri: "quickback://project/openapi",
      name: "openapi",
      title: "OpenAPI document",
      description: "The compiled API, OpenAPI 3.1.",
    },
    async () => "openapi.json",
  ),
  written(
    {
      uri: "quickback://project/schema-registry",
      name: "schema-registry",
      title: "Schema registry",
      description: "Tables, columns, actions and views of the compiled app.",
    },
    async () => "schema-registry.json",
  ),
];

type Described = Pick<Resource, "uri" | "name" | "title" | "description">;

/** A JSON file of the compiled app. */
function written(
  described: Described,
  place: (generated: Generated) => Promise<string | undefined>,
): Resource {
  return {
    ...described,
    mimeType: "application/json",
    async exists(generated) {
      const path = await place(generated);
      return path !== undefined && generated.has(path);
    },
    async read(generated) {
      const path = await place(generated);
      return path === undefined ? undefined : generated.read(path);
    },
  };
}

/** The configuration says where the report stands, so it is known by how it begins. */
async function reportPath({ paths, read }: Generated): Promise<string | undefined> {
  for (const path of paths.filter((file) => /^quickback\/(?!drizzle\/).*\.json$/.test(file)))
    if (REPORT.test((await read(path, BEGINNING)) ?? "")) return path;
  return undefined;
}
