import { distance } from "fastest-levenshtein";
import { loadDocs } from "./load";
import { anchorOf, type DocsBundle, type Page } from "./page";
import { renderPage, renderSection } from "./parse-page";

export interface Topic {
  slug: string;
  title: string;
  description: string;
}

export type ReadResult =
  | { found: true; slug: string; title: string; markdown: string }
  /** Slugs, or `slug#anchor` when the page exists but the section does not; nearest first. */
  | { found: false; suggestions: string[] };

/** Every page, in the order of the slugs. */
export function listTopics(): Topic[] {
  return loadDocs().pages.map(({ slug, title, description }) => ({ slug, title, description }));
}

/**
 * Reads a page of the bundled documentation.
 *
 * @param topic a slug (`compiler/definitions/firewall`), its last part (`firewall`), either with `#section`,
 *   near enough, or a heading that one page alone has
 * @param options.section heading or anchor: only that section, with the ones below it
 */
export function readDoc(topic: string, options: { section?: string } = {}): ReadResult {
  return readFrom(loadDocs(), topic, options);
}

/** {@link readDoc} over any set of pages. */
export function readFrom(bundle: DocsBundle, topic: string, { section }: { section?: string }): ReadResult {
  const [name = "", anchor] = topic.split("#");
  const page = findPage(bundle.pages, normalSlug(name));
  const named = page === undefined ? findSection(bundle.pages, anchorOf(name)) : undefined;
  if (named !== undefined) return named;
  if (page === undefined) return { found: false, suggestions: nearestSlugs(bundle.pages, normalSlug(name)) };
  const wanted = section || anchor;
  if (!wanted) return { found: true, slug: page.slug, title: page.title, markdown: renderPage(page) };
  // An index keeps the anchors of the pages below it.
  for (const holder of [page, ...bundle.pages.filter(({ slug }) => slug.startsWith(`${page.slug}/`))]) {
    const markdown = sectionOf(holder, anchorOf(wanted), holder !== page);
    if (markdown !== undefined) return { found: true, slug: holder.slug, title: holder.title, markdown };
  }
  const anchors = page.sections.map((each) => each.anchor).filter((each) => each !== "");
  return {
    found: false,
    suggestions: nearest(anchors, anchorOf(wanted)).map((each) => `${page.slug}#${each}`),
  };
}

/** The section that a topic names instead of a page, where one page alone has it. */
function findSection(pages: Page[], anchor: string): ReadResult | undefined {
  const [holder, another] = pages.filter((page) =>
    page.sections.some((section) => section.level > 0 && section.anchor === anchor),
  );
  if (holder === undefined || another !== undefined) return undefined;
  const markdown = sectionOf(holder, anchor, true);
  return markdown === undefined
    ? undefined
    : { found: true, slug: holder.slug, title: holder.title, markdown };
}

function normalSlug(topic: string): string {
  return topic
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/[^/]+)?\/+|\.md$|\/+$/g, "")
    .replace(/[\s_]+/g, "-");
}

/** Exact slug, then the end of a slug, then a title, then one near miss whose last part is not ambiguous. */
function findPage(pages: Page[], topic: string): Page | undefined {
  if (topic === "") return undefined;
  const named =
    pages.find((page) => page.slug === topic) ??
    byRank(pages.filter((page) => page.slug.endsWith(`/${topic}`))) ??
    pages.find((page) => anchorOf(page.title) === topic);
  if (named !== undefined) return named;
  const close = pages.filter((page) => shortDistance(page.slug, topic) <= Math.floor(topic.length / 5));
  return new Set(close.map(({ slug }) => slug.split("/").at(-1))).size === 1 ? byRank(close) : undefined;
}

/** Where short names meet, the definition language wins, then the shorter slug. */
function byRank(pages: Page[]): Page | undefined {
  const rank = ({ slug }: Page) => slug.split("/").length - (slug.includes("/definitions/") ? 100 : 0);
  return [...pages].sort((a, b) => rank(a) - rank(b))[0];
}

function nearestSlugs(pages: Page[], topic: string): string[] {
  return [...pages]
    .map((page) => ({ slug: page.slug, away: shortDistance(page.slug, topic) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 5)
    .map(({ slug }) => slug);
}

/** Distance to the slug or to its last part, whichever is nearer. */
function shortDistance(slug: string, topic: string): number {
  const last = slug.split("/").at(-1) ?? slug;
  return Math.min(distance(slug, topic), distance(last, topic));
}

function nearest(names: string[], wanted: string): string[] {
  return [...names].sort((a, b) => distance(a, wanted) - distance(b, wanted)).slice(0, 5);
}

/** A section and its subsections, found by anchor or, unless `whole`, by the anchor's beginning. */
function sectionOf(page: Page, anchor: string, whole: boolean): string | undefined {
  const exact = page.sections.findIndex((section) => section.anchor === anchor);
  const index =
    exact >= 0 || whole ? exact : page.sections.findIndex((section) => section.anchor.startsWith(anchor));
  const first = page.sections[index];
  if (first === undefined || anchor === "") return undefined;
  const rest = page.sections.slice(index + 1);
  const end = rest.findIndex((section) => section.level <= first.level);
  return [first, ...(end < 0 ? rest : rest.slice(0, end))].map(renderSection).join("\n\n");
}
