import { markdownLines } from "./fences";
import { anchorOf, type Page, type Section } from "./page";

/**
 * Reads a page: frontmatter, then sections cut at `##` and `###`.
 *
 * @param slug path below `content/` without `.md`
 * @param source the file's text
 * @throws Error that names the slug when the frontmatter is missing or incomplete
 */
export function parsePage(slug: string, source: string): Page {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (front === undefined || body === undefined) throw new Error(`${slug}: the page has no frontmatter`);
  const fields = parseFrontmatter(slug, front);
  const required = (name: string): string => {
    const value = fields.get(name);
    if (!value) throw new Error(`${slug}: frontmatter lacks "${name}"`);
    return value;
  };
  return {
    slug,
    title: required("title"),
    description: required("description"),
    keywords: required("keywords")
      .split(",")
      .map((keyword) => keyword.trim())
      .filter((keyword) => keyword !== ""),
    sections: cutSections(body),
  };
}

const known = new Set(["title", "description", "keywords"]);

/** `key: value` lines; quotes around a value are optional. */
function parseFrontmatter(slug: string, text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined || !known.has(key))
      throw new Error(`${slug}: unexpected frontmatter line "${line}"`);
    fields.set(key, value.replace(/^"(.*)"$/, "$1"));
  }
  return fields;
}

/** Cuts Markdown at its `##` and `###` headings; the first section is what stands above them. */
export function cutSections(body: string): Section[] {
  const sections: Section[] = [];
  let current = { heading: "", level: 0, lines: [] as string[] };
  const close = () =>
    sections.push({
      heading: current.heading,
      level: current.level,
      anchor: anchorOf(current.heading),
      text: current.lines.join("\n").trim(),
    });
  for (const { text, fenced } of markdownLines(body)) {
    const [, hashes, heading] = (fenced ? null : /^(#{2,3})\s+(.+)$/.exec(text)) ?? [];
    if (hashes === undefined || heading === undefined) {
      current.lines.push(text);
      continue;
    }
    close();
    current = { heading: heading.trim(), level: hashes.length, lines: [] };
  }
  close();
  return sections;
}

/** What a part of a page is headed by, without the headings below these. */
export function headingsOf(markdown: string): string[] {
  return cutSections(markdown)
    .filter(({ level }) => level === 2)
    .map(({ heading }) => heading);
}

/** The page as one Markdown text, headed by its title. */
export function renderPage(page: Page): string {
  return [`# ${page.title}`, `> ${page.description}`, ...page.sections.map(renderSection)]
    .join("\n\n")
    .trim();
}

/** A section with its heading line. */
export function renderSection(section: Section): string {
  return section.level === 0
    ? section.text
    : `${"#".repeat(section.level)} ${section.heading}\n\n${section.text}`;
}
