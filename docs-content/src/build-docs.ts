import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosticPages, diagnosticsSlug, familyIndex } from "./diagnostics-pages";
import { readInterfaces } from "./documented-keys";
import { keyPages } from "./key-pages";
import type { DocsBundle, Page, Section } from "./page";
import { cutSections, parsePage } from "./parse-page";
import { toolIndex, toolPages, toolsSlug } from "./tool-pages";

/**
 * Reads every written page and makes those that follow from the sources: diagnostics, tools and keys.
 *
 * @param root the repository
 * @throws Error that names the page when one is malformed
 */
export function buildDocs(root: string): DocsBundle {
  const diagnostics = diagnosticPages(join(root, "compiler/src/diagnostics"));
  const tools = toolPages();
  const indexes = new Map([
    [diagnosticsSlug, familyIndex(diagnostics)],
    [toolsSlug, toolIndex(tools)],
  ]);
  const written = writtenPages(join(root, "docs-content/content")).map((page) =>
    withSection(page, indexes.get(page.slug)),
  );
  const keys = keyPages(readInterfaces(join(root, "compiler/src/definitions")));
  const changelog = changelogPage(readFileSync(join(root, "CHANGELOG.md"), "utf8"));
  const pages = [...written, ...diagnostics, ...tools, ...keys, changelog];
  return { pages: pages.sort((a, b) => (a.slug < b.slug ? -1 : 1)) };
}

/** The pages below a folder that holds `index.md` and the folders of pages. */
function writtenPages(folder: string): Page[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => path.replaceAll("\\", "/"))
    .map((path) => parsePage(path.replace(/\.md$/, ""), readFileSync(join(folder, path), "utf8")));
}

function changelogPage(markdown: string): Page {
  return {
    slug: "changelog",
    title: "Changelog",
    description: "What each version brought.",
    keywords: ["changelog", "release notes", "what is new", "versions"],
    reference: true,
    sections: cutSections(markdown.replace(/^# .+\n/, "")),
  };
}

function withSection(page: Page, section: Section | undefined): Page {
  return section === undefined ? page : { ...page, sections: [...page.sections, section] };
}
