import { z } from "zod";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

/** About 5,000 tokens: longer pages are read section by section. */
const MOST_CHARACTERS = 20_000;

export const readDoc = defineTool({
  name: "read_doc",
  title: "Read a docs page",
  description: "Read a docs page, or a section of it.",
  input: z.strictObject({
    topic: z.string().min(1).max(200).describe('e.g. "firewall"'),
    section: z.string().max(200).optional(),
  }),
  output: z.object({ slug: z.string(), title: z.string(), markdown: z.string(), truncated: z.boolean() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["read-doc firewall", "read-doc masking --section types"],
  async run({ topic, section }) {
    const docs = await import("@quickback/docs");
    const page = docs.readDoc(topic, section === undefined ? {} : { section });
    if (!page.found) {
      const near =
        page.suggestions.length > 0 ? `Nearest: ${page.suggestions.join(", ")}.` : "Search for it.";
      throw new ToolError(
        `There is no docs page ${JSON.stringify(section ? `${topic}#${section}` : topic)}. ${near}`,
        "NOT_FOUND",
      );
    }
    const { slug, title } = page;
    const truncated = page.markdown.length > MOST_CHARACTERS;
    const markdown = page.markdown.slice(0, MOST_CHARACTERS);
    const text = truncated ? `${markdown}\n\n(The page goes on: read it by section.)` : markdown;
    return { text, data: { slug, title, markdown, truncated } };
  },
});
