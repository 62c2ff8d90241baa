import { z } from "zod";
import type { Host } from "../host";
import type { Resource } from "./resource";

const REPORT_KIND = "quickback-security-contract-report";

const reportHead = z.object({ kind: z.literal(REPORT_KIND) });

/** What a compile wrote for reading, as it stands on disk. */
export const projectResources: readonly Resource[] = [
  {
    uri: "quickback://project/security-report",
    name: "security-report",
    title: "Security report",
    description: "Who may do what, and the contracts that were checked, as of the last compile.",
    mimeType: "application/json",
    read: readReport,
  },
  {
    uri: "quickback://project/openapi",
    name: "openapi",
    title: "OpenAPI document",
    description: "The compiled API, OpenAPI 3.1.",
    mimeType: "application/json",
    read: (host) => host.readGenerated("openapi.json"),
  },
  {
    uri: "quickback://project/schema-registry",
    name: "schema-registry",
    title: "Schema registry",
    description: "Tables, columns, actions and views of the compiled app.",
    mimeType: "application/json",
    read: (host) => host.readGenerated("schema-registry.json"),
  },
];

/** The configuration says where the report stands, so it is known by what it holds. */
async function readReport(host: Host): Promise<string | undefined> {
  const files = await host.generatedFiles();
  for (const path of files.filter((file) => /^quickback\/(?!drizzle\/).*\.json$/.test(file))) {
    const text = await host.readGenerated(path);
    if (text !== undefined && reportHead.safeParse(JSON.parse(text)).success) return text;
  }
  return undefined;
}
