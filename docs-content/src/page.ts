/** One page of the documentation. */
export interface Page {
  /** Path below `content/` without `.md`, e.g. `compiler/definitions/firewall`. */
  slug: string;
  title: string;
  /** One sentence: what the page answers. */
  description: string;
  /** Other words for the page's subject: synonyms, error codes. */
  keywords: string[];
  /** Made from the sources: it lists what the written pages explain, and stands behind them in searches. */
  reference?: true;
  /** The first section is the page's lead: everything above its first heading. */
  sections: Section[];
}

/** A heading and the text below it, up to the next heading. */
export interface Section {
  /** Empty for the lead. */
  heading: string;
  /** 0 for the lead, 2 for `##`, 3 for `###`. */
  level: number;
  /** Id of the heading within its page; empty for the lead. */
  anchor: string;
  /** Markdown without the heading line. */
  text: string;
}

/** Everything the documentation serves at run time; made by `buildDocs`. */
export interface DocsBundle {
  /** In the order of their slugs. */
  pages: Page[];
}

/** The id of a heading, as Markdown renderers make it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}
