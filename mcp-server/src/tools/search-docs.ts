import { z } from "zod";
import { defineTool } from "../tool";

export const searchDocs = defineTool({
  name: "search_docs",
  title: "Search docs",
  description: "Search by question, keyword, code or whole error message.",
  input: z.strictObject({
    query: z.string().min(1).max(2000),
    limit: z.int().min(1).max(10).default(5),
  }),
  output: z.object({
    results: z.array(
      z.object({ slug: z.string(), title: z.string(), section: z.string(), snippet: z.string() }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["search-docs 'mask an email'", "search-docs FIREWALL_MISSING"],
  async run({ query, limit }) {
    const docs = await import("@quickback/docs");
    const hits = docs.searchDocs(query, { limit });
    const results = hits.map(({ slug, title, section, snippet }) => ({ slug, title, section, snippet }));
    // A section is named as read_doc takes it: to read on needs no more than the section.
    const lines = hits.map(({ slug, title, anchor, snippet }) =>
      [anchor ? `${slug}#${anchor}` : `${slug}: ${title}`, snippet].join("\n"),
    );
    return {
      text:
        results.length === 0
          ? "No section matches. Try fewer or other words, such as firewall, access, guards, masking, actions."
          : `${lines.join("\n\n")}\n\nRead on with read_doc (topic: page#section, or the page), on the command line quickback docs <topic>.`,
      data: { results },
    };
  },
});
