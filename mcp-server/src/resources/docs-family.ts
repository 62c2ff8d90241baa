import type { ResourceFamily } from "./resource";

const PREFIX = "quickback://docs/";

/** Every page of the documentation by its slug. */
export const docsFamily: ResourceFamily = {
  uriTemplate: `${PREFIX}{+slug}`,
  name: "docs",
  title: "Documentation",
  description: "A page of the documentation, of this version.",
  mimeType: "text/markdown",
  variable: "slug",
  async read(uri) {
    if (!uri.startsWith(PREFIX)) return undefined;
    const { readDoc } = await import("@quickback/docs");
    const page = readDoc(decodeURIComponent(uri.slice(PREFIX.length)));
    return page.found ? page.markdown : undefined;
  },
  async complete(value) {
    const { listTopics } = await import("@quickback/docs");
    const slugs = listTopics().map(({ slug }) => slug);
    const wanted = value.toLowerCase();
    const starts = slugs.filter((slug) => slug.startsWith(wanted));
    const contains = slugs.filter((slug) => !slug.startsWith(wanted) && slug.includes(wanted));
    return [...starts, ...contains];
  },
};
