import { type Definition, definitionKey } from "./definition";

/** Where a page's rows come from: the list of a table, read as the person who looks at it. */
export interface PageDataSource {
  /** Table by its export name, e.g. `payments`. */
  table: string;
  defaultSort?: { field: string; order?: "asc" | "desc" };
  /** Columns shown, in this order; default: those of the list. */
  displayColumns?: string[];
}

/** One side of a split page. */
export interface PagePanel {
  id: string;
  title?: string;
  /** Key of `dataSources`. */
  dataSource: string;
  position: "left" | "right";
  /** A row is dragged from a source and dropped on a target. */
  features?: ("drag-source" | "drop-target")[];
}

/** A reason to think that two rows belong together. */
export interface PageMatchingRule {
  name: string;
  /** Its share in the mean of all rules; above 0. */
  weight: number;
  condition: {
    /** `<data source>.<column>`. */
    left: string;
    /** `<data source>.<column>`. */
    right: string;
    /** Equal amounts whatever their sign; dates at most `value` days apart; texts that look alike. */
    operator: "abs-equals" | "within-days" | "fuzzy-match";
    /** Days of `within-days`; default 7. */
    value?: number;
  };
}

export interface PageConfig {
  /** Last part of the page's address, in kebab-case; the file is called so too. */
  slug: string;
  title: string;
  description?: string;
  /** Name of an icon. */
  icon?: string;
  /** The feature it belongs to; default: the folder it stands in. */
  feature?: string;
  /** Who is shown the page. It gives nobody any data: each data source asks the API as its viewer. */
  access?: { roles?: string[]; userRole?: string[] };
  /** Key → rows. */
  dataSources: Record<string, PageDataSource>;
  layout: { type: "split-panel"; panels: PagePanel[] };
  matching?: {
    /** Default true. */
    enabled?: boolean;
    /** From 0 to 1: the mean from which on a pair is proposed; default 0.5. */
    confidenceThreshold?: number;
    rules: PageMatchingRule[];
  };
  /** What can be done on the page: actions of the tables, under names of its own. */
  pageActions?: Record<
    string,
    { table: string; action: string; label?: string; icon?: string; confirm?: string }
  >;
}

export interface PageDefinition extends Definition<"page"> {
  config: PageConfig;
}

/**
 * A page of the CMS over one or two tables. The default export of `pages/<slug>.ts` in a feature.
 * @example
 * export default definePage({
 *   slug: "reconcile",
 *   title: "Reconcile payments",
 *   dataSources: { bank: { table: "bankLines" }, paid: { table: "payments" } },
 *   layout: {
 *     type: "split-panel",
 *     panels: [
 *       { id: "bank", dataSource: "bank", position: "left" },
 *       { id: "paid", dataSource: "paid", position: "right" },
 *     ],
 *   },
 * });
 */
export function definePage(config: PageConfig): PageDefinition {
  return { [definitionKey]: "page", config };
}
