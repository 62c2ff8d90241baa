import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page, Section } from "./page";
import { cutSections } from "./parse-page";

/** Slug of the page that lists the compiler's diagnostics; each family has a page below it. */
export const diagnosticsSlug = "compiler/definitions/diagnostics";

/** Pages that teach what a family's diagnostics are about, where a page of its own name does not. */
const subjects: Readonly<Record<string, string>> = {
  carrying: "compiler/config/output",
  config: "compiler/config/keys",
  contracts: "compiler/definitions/security-contracts",
  crud: "compiler/using-the-api/crud",
  definitions: "compiler/definitions",
  loading: "compiler/troubleshooting",
  migrations: "compiler/config/migrations",
  pages: "cms/pages",
  search: "compiler/definitions/schema",
  writing: "compiler/config/output",
};

/**
 * One page for each family of diagnostics, from the Markdown that the compiler's own messages are made of.
 *
 * @param folder holds one file per code family, each `# Family` and `## CODE` sections
 */
export function diagnosticPages(folder: string): Page[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => familyPage(basename(name, ".md"), readFileSync(join(folder, name), "utf8")));
}

function familyPage(family: string, markdown: string): Page {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? family;
  const codes = cutSections(markdown).filter(({ level }) => level === 2);
  const subject = subjects[family] ?? `compiler/definitions/${family}`;
  return {
    slug: `${diagnosticsSlug}/${family}`,
    title: `Diagnostics: ${title}`,
    description: `Errors and warnings of the compiler about ${family}, each with its reason and its fix.`,
    keywords: ["diagnostics", "compile error", ...codes.map(({ heading }) => heading)],
    reference: true,
    sections: [
      {
        heading: "",
        level: 0,
        anchor: "",
        text: `What they are about: [${subject}](/${subject}). \`{name}\` stands for the thing in question.`,
      },
      ...codes.map((section) => ({ ...section, text: section.text.replace(/%(\w+)%/g, "{$1}") })),
    ],
  };
}

/** A section of the index: the families, and the page of each code. */
export function familyIndex(families: readonly Page[]): Section {
  const rows = families.map(({ slug, title, sections }) => {
    const codes = sections
      .slice(1)
      .map(({ heading, anchor }) => `[\`${heading}\`](/${slug}#${anchor})`)
      .join(", ");
    return `| [${title.replace("Diagnostics: ", "")}](/${slug}) | ${codes} |`;
  });
  return {
    heading: "Families",
    level: 2,
    anchor: "families",
    text: ["| family | codes |", "|---|---|", ...rows].join("\n"),
  };
}
