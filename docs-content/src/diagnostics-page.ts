import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Section } from "./page";
import { cutSections } from "./parse-page";

/** Slug of the page that lists the compiler's diagnostics. */
export const diagnosticsSlug = "compiler/definitions/diagnostics";

/**
 * One section per diagnostic code, from the Markdown that the compiler's own messages are made of.
 *
 * @param folder holds one file per code family, each `# Family` and `## CODE` sections
 */
export function diagnosticSections(folder: string): Section[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => cutSections(readFileSync(join(folder, name), "utf8")))
    .filter((section) => section.level === 2)
    .map((section) => ({ ...section, text: section.text.replace(/%(\w+)%/g, "{$1}") }));
}
