import MiniSearch, { type SearchResult } from "minisearch";
import { splitCode } from "./fences";
import { loadDocs } from "./load";
import type { DocsBundle, Page, Section } from "./page";
import { createQuotations } from "./quoted";
import { snippetOf } from "./snippet";
import { synonymsFor } from "./synonyms";
import { codesIn, normalTerm, termsOf } from "./terms";

/** One hit: the best section of a page. */
export interface SearchHit {
  slug: string;
  title: string;
  /** Heading of the section; empty for the page's lead. */
  section: string;
  /** Id of the heading; empty for the lead. */
  anchor: string;
  /** Markdown cut around the match. */
  snippet: string;
  score: number;
}

export interface SearchOptions {
  /** Most hits; default 5. */
  limit?: number;
  /** Most characters of each snippet; default 400. */
  maxChars?: number;
}

/** A search over a set of pages. */
export type DocsSearch = (query: string, options?: SearchOptions) => SearchHit[];

interface Entry {
  id: string;
  title: string;
  heading: string;
  keywords: string;
  /** Prose and tables. */
  text: string;
  code: string;
}

/** Share of a lead's score from which a section of the page is shown instead. */
const NEAR = 0.5;

/** Weight of reference pages where the query names no code. */
const REFERENCE = 0.4;

/** Weight of pages about what is not built: they answer only who asks for it by name. */
const PLANNED = 0.7;

/** What scores less, and by few of the words, was found by chance: no answer is a better one. */
const CHANCE = [
  { score: 18, share: 0.51 },
  { score: 32, share: 0.34 },
];

/** What scores less was found by a likeness of letters alone. */
const FAINT = 4;

/** Synonyms that may count as much as the words of the query. */
const MOST_BESIDE = 2;

/** Longer queries are pasted logs; their tail adds time, not meaning. */
const longestQuery = 600;

/** What scores a smaller share of the best hit only shares words with it; after so many hits, less is enough. */
const FAR = 0.15;
const SURE = 3;
const STEEP = 0.5;

/** An example says the words of a rule, not the rule. */
const CODE = 0.4;

/** Indexes pages and answers queries over them. */
export function createSearch(bundle: DocsBundle): DocsSearch {
  const index = new MiniSearch<Entry>({
    fields: ["title", "heading", "keywords", "text", "code"],
    tokenize: termsOf,
    processTerm: normalTerm,
  });
  const known = new Set<string>();
  const sections = new Map<string, { page: Page; section: Section }>();
  const quotations = createQuotations();
  for (const page of bundle.pages) {
    for (const section of page.sections) {
      if (section.text === "") continue;
      const id = `${page.slug}#${section.anchor}`;
      sections.set(id, { page, section });
      index.add({ id, ...fieldsOf(page, section) });
      quotations.add(id, section);
      for (const term of termsOf(`${page.title} ${page.keywords.join(" ")} ${section.heading}`))
        known.add(normalTerm(term) ?? "");
    }
  }
  const leastWeight = (page: Page, coded: boolean): number => {
    if (page.sections[0]?.text.startsWith("Not built yet")) return PLANNED;
    return page.reference && !coded ? REFERENCE : 1;
  };
  /** What a query quotes or names by its code it means; otherwise prose answers better than reference. */
  const weightOf = (id: string, coded: boolean, quoted: ReadonlyMap<string, number>): number => {
    const page = sections.get(id)?.page;
    return quoted.get(id) ?? (page === undefined ? 0 : leastWeight(page, coded));
  };

  return (query, { limit = 5, maxChars = 400 } = {}) => {
    const text = query.slice(0, longestQuery);
    const codes = codesIn(text).join(" ");
    const quoted = quotations.in(text);
    const words = new Set(termsOf(text).flatMap((term) => normalTerm(term) ?? []));
    const said = termsOf(synonymsFor(text)).flatMap((term) => normalTerm(term) ?? []);
    const beside = new Set(said.filter((word) => !words.has(word)));
    const ask = (fields: (keyof Entry)[]): SearchResult[] =>
      weighed(
        index.search(
          {
            combineWith: "OR",
            queries: [
              { queries: [text], combineWith: "OR", fuzzy: fuzziness, prefix: (term) => term.length > 3 },
              ...(codes === "" ? [] : [{ queries: [codes], boostTerm: exactCode }]),
              { queries: [...words].flatMap((word) => unswapped(word, known)) },
              { queries: [...beside], boostTerm: () => 0.8 },
            ],
          },
          {
            fields,
            boost: { title: 2.5, heading: 2.5, keywords: 3, code: CODE },
            boostDocument: (id) => weightOf(String(id), codes !== "", quoted),
          },
        ),
        words,
      );
    const hits = ask(["title", "heading", "keywords", "text", "code"]);
    // Keywords lead to a page; which of its sections holds the answer, only the section itself says.
    const told = ask(["title", "heading", "text", "code"]);

    // What a query quotes stands out so far that everything else would seem far off.
    const highest = (hits[0]?.score ?? 0) / (quoted.get(String(hits[0]?.id)) ?? 1);
    const found: SearchHit[] = [];
    const pages = new Set<string>();
    for (const best of hits) {
      if (best.score < FAINT) break;
      if (best.score < highest * (found.length < SURE ? FAR : STEEP)) break;
      const share = shareOf(words, best.queryTerms);
      if (CHANCE.some((chance) => best.score < chance.score && share < chance.share)) continue;
      const page = sections.get(String(best.id))?.page;
      if (page === undefined || pages.has(page.slug)) continue;
      pages.add(page.slug);
      const own = told.filter(({ id }) => sections.get(String(id))?.page === page);
      const near = own.find(({ id, score }) => {
        const section = sections.get(String(id))?.section;
        if (section === undefined || section.level === 0) return false;
        return splitCode(section.text).prose.trim() !== "" && score >= (own[0]?.score ?? 0) * NEAR;
      });
      const hit = near ?? best;
      const at = sections.get(String(hit.id));
      if (at === undefined) continue;
      found.push({
        slug: at.page.slug,
        title: at.page.title,
        section: at.section.heading,
        anchor: at.section.anchor,
        snippet: snippetOf(at.section.text, hit.terms, maxChars),
        score: Math.round(best.score * 100) / 100,
      });
      if (found.length === limit) break;
    }
    return found;
  };
}

/**
 * The hits by the words of the query: MiniSearch takes a score times the number of terms that matched, where
 * synonyms would count like words that somebody wrote.
 */
function weighed(hits: readonly SearchResult[], words: ReadonlySet<string>): SearchResult[] {
  const rescored = hits.map((hit) => {
    const own = hit.queryTerms.filter((term) => words.has(term)).length;
    const beside = hit.queryTerms.length - own;
    const quality = own + Math.min(beside, MOST_BESIDE);
    return { ...hit, score: (hit.score / hit.queryTerms.length) * quality };
  });
  return rescored.sort((a, b) => b.score - a.score);
}

/** Known words that a word becomes when two neighbouring letters change places: one slip, but two edits. */
function unswapped(word: string, known: ReadonlySet<string>): string[] {
  if (word.length < 4 || known.has(word)) return [];
  const swapped = Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  );
  return swapped.filter((each) => known.has(each));
}

/** How much of the query a hit was found by. */
function shareOf(words: ReadonlySet<string>, found: readonly string[]): number {
  return found.filter((term) => words.has(term)).length / words.size;
}

/** The lead carries the page's own words, so that a question about the whole page finds its start. */
function fieldsOf(page: Page, section: Section): Omit<Entry, "id"> {
  const lead = section.level === 0;
  const { prose, code } = splitCode(section.text);
  return {
    code,
    title: page.title,
    heading: section.heading,
    keywords: lead ? `${page.keywords.join(" ")} ${page.slug.split("/").at(-1) ?? ""}` : "",
    text: lead ? `${page.description}\n${prose}` : prose,
  };
}

/** One typo, from nine letters on two; none in short words and codes, where a typo is another word. */
function fuzziness(term: string): number | false {
  return term.length < 5 || term.includes("_") ? false : 0.17;
}

/** A pasted code outweighs the words around it, but only as a whole. */
function exactCode(term: string): number {
  return term.includes("_") ? 6 : 0.1;
}

let bundled: DocsSearch | undefined;

/**
 * Searches the bundled documentation: error codes, whole error messages, questions, typos.
 *
 * @param query free text
 * @returns hits, best first, one per page; empty when nothing matches
 */
export function searchDocs(query: string, options: SearchOptions = {}): SearchHit[] {
  bundled ??= createSearch(loadDocs());
  return bundled(query, options);
}
