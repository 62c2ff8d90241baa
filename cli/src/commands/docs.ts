import { type Command, UsageError } from "../command";
import { showMarkdown } from "../show-markdown";

/** `quickback docs` */
export const docs: Command = {
  name: "docs",
  args: "[topic]",
  summary: "Read or search the documentation",
  options: [{ flags: "--search <words>", description: "Search instead of reading a page" }],
  examples: ["quickback docs", "quickback docs firewall", 'quickback docs --search "mask an email"'],
  async run({ args: [topic], options: { search }, json }) {
    const { listTopics, readDoc, searchDocs } = await import("@quickback/docs");
    if (search !== undefined) {
      const hits = searchDocs([search, topic].filter((word) => word !== undefined).join(" "));
      const lines = hits.map(
        (hit) => `${hit.slug}: ${hit.title}${hit.section && ` › ${hit.section}`}\n${hit.snippet}\n`,
      );
      print(json, { results: hits }, lines.join("\n") || "No section matches: try fewer or other words.");
      return 0;
    }
    if (topic === undefined) {
      const topics = listTopics();
      print(json, { topics }, topics.map(({ slug, title }) => `${slug}  ${title}`).join("\n"));
      return 0;
    }
    const page = readDoc(topic);
    if (!page.found)
      throw new UsageError(`There is no docs page "${topic}". Nearest: ${page.suggestions.join(", ")}.`);
    if (json) print(json, page, "");
    else await showMarkdown(page.markdown);
    return 0;
  },
};

function print(json: boolean, data: unknown, text: string): void {
  console.log(json ? JSON.stringify(data, null, 2) : text);
}
