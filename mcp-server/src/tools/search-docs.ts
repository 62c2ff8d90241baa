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
    const results = docs
      .searchDocs(query, { limit })
      .map(({ slug, title, section, snippet }) => ({ slug, title, section, snippet }));
    const lines = results.map(({ slug, title, section, snippet }) =>
      [`${slug}: ${title}${section ? ` › ${section}` : ""}`, snippet].join("\n"),
    );
    return {
      text:
        results.length === 0
          ? "No section matches. Try fewer or other words, such as firewall, access, guards, masking, actions."
          : `${lines.join("\n\n")}\n\nRead a page by its slug with read_doc, on the command line quickback docs <slug>.`,
      data: { results },
    };
  },
});
