import { describe, expect, it } from "vitest";
import { codeBlocks } from "./code-blocks";
import { parsePage, renderPage } from "./parse-page";
import { currentDocs } from "./testing";

const { pages } = currentDocs;
const bySlug = new Map(pages.map((page) => [page.slug, page]));

describe.each(pages.map((page) => [page.slug, page] as const))("%s", (_slug, page) => {
  const source = renderPage(page);

  it("links only to pages and sections that exist", () => {
    for (const [, target = "", anchor] of source.matchAll(/\]\(\/([^)#]*)(?:#([^)]*))?\)/g)) {
      const linked = bySlug.get(target);
      expect(linked, `link to /${target}`).toBeDefined();
      if (anchor) expect(linked?.sections.map((section) => section.anchor)).toContain(anchor);
    }
  });

  it("has sections that stand alone", () => {
    const anchors = page.sections.map((section) => section.anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const section of page.sections.slice(1)) expect(section.text, section.heading).not.toBe("");
  });

  it("has valid JSON in its JSON blocks and a language on every block", () => {
    for (const block of codeBlocks(source)) {
      expect(block.language, `block at line ${block.line}`).not.toBe("");
      if (block.language === "json") expect(() => JSON.parse(block.text)).not.toThrow();
    }
  });
});

describe("parsePage", () => {
  const front = "---\ntitle: T\ndescription: D\nkeywords: a, b\n---\n";

  it("cuts at headings but not inside code", () => {
    const page = parsePage(
      "x",
      `${front}lead\n\n## One\n\ntext\n\n\`\`\`sh\n## not a heading\n\`\`\`\n\n### Two `,
    );
    expect(page.sections.map(({ heading, level }) => [heading, level])).toEqual([
      ["", 0],
      ["One", 2],
      ["Two", 3],
    ]);
    expect(page.sections[1]?.text).toContain("## not a heading");
  });

  it.each([
    ["no frontmatter", "# T"],
    ["a missing field", "---\ntitle: T\n---\n"],
    ["an unknown field", "---\ntitle: T\nauthor: me\n---\n"],
  ])("refuses %s", (_name, source) => {
    expect(() => parsePage("the/slug", source)).toThrow("the/slug");
  });
});
