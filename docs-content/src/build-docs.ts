import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosticSections, diagnosticsSlug } from "./diagnostics-page";
import type { DocsBundle } from "./page";
import { parsePage } from "./parse-page";

/**
 * Reads every page below a folder.
 *
 * @param contentDir the folder that holds `index.md` and the folders of pages
 * @param diagnosticsDir the compiler's Markdown, appended to the diagnostics page
 * @throws Error that names the page when one is malformed
 */
export function buildDocs(contentDir: string, diagnosticsDir: string): DocsBundle {
  const pages = readdirSync(contentDir, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => parsePage(path.replace(/\.md$/, ""), readFileSync(join(contentDir, path), "utf8")))
    .map((page) =>
      page.slug === diagnosticsSlug
        ? { ...page, sections: [...page.sections, ...diagnosticSections(diagnosticsDir)] }
        : page,
    );
  return { pages };
}
