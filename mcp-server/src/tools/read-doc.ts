import { z } from "zod";
import { cursorInput, offsetOf, PAGE_CHARACTERS } from "../paging";
import { defineTool } from "../tool";
import { ToolError } from "../tool-error";

export const readDoc = defineTool({
  name: "read_doc",
  title: "Read docs",
  description: "Read a docs page, or a section of it.",
  input: z.strictObject({
    topic: z.string().min(1).max(200),
    section: z.string().max(200).optional(),
    cursor: cursorInput,
  }),
  output: z.object({
    slug: z.string(),
    title: z.string(),
    markdown: z.string(),
    nextCursor: z.string().optional(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  examples: ["read-doc firewall", "read-doc masking --section types"],
  async run({ topic, section, cursor }) {
    const docs = await import("@quickback/docs");
    const page = docs.readDoc(topic, section === undefined ? {} : { section });
    if (!page.found) {
      const near =
        page.suggestions.length > 0 ? `Nearest: ${page.suggestions.join(", ")}.` : "Search for it.";
      const what = page.suggestions.some((slug) => slug.includes("#"))
        ? `Page ${JSON.stringify(topic)} has no such section`
        : "There is no docs page";
      throw new ToolError(
        `${what} ${JSON.stringify(section ? `${topic}#${section}` : topic)}. ${near}`,
        "NOT_FOUND",
      );
    }
    const { slug, title } = page;
    const start = offsetOf(cursor, page.markdown.length);
    const end = endOfPart(page.markdown, start);
    const markdown = page.markdown.slice(start, end);
    if (end >= page.markdown.length) return { text: markdown, data: { slug, title, markdown } };
    const nextCursor = String(end);
    const rest = docs.headingsOf(page.markdown.slice(end)).join(" | ");
    return {
      text: `${markdown}\n(The page goes on${rest && ` with these sections: ${rest}. Read one by section, or all`} with cursor "${nextCursor}".)`,
      data: { slug, title, markdown, nextCursor },
    };
  },
});

/** A part ends before a heading, else between paragraphs, else where it must. */
function endOfPart(markdown: string, start: number): number {
  const limit = start + PAGE_CHARACTERS;
  if (markdown.length <= limit) return markdown.length;
  const breaks = ["\n## ", "\n### ", "\n\n"].map((text) => markdown.lastIndexOf(text, limit - 1) + 1);
  return breaks.find((end) => end > start + PAGE_CHARACTERS / 2) ?? limit;
}
