import { markdownLines } from "./fences";

/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** First word after the fence, e.g. `ts`; empty without one. */
  language: string;
  /** `title="…"` after the language: the path of the file that the block is. */
  title?: string;
  text: string;
  /** Line of the opening fence, from 1. */
  line: number;
}

/** A set of files that belong together: what a reader has who follows one page. */
export interface ExampleProject {
  /** Page and, where a page shows several configs, which of them. */
  name: string;
  /** Path → text; always with a `quickback/quickback.config.ts`. */
  files: Map<string, string>;
  /** The project as it was last compiled, where the page shows a change; else empty. */
  previous: Map<string, string>;
}

export const configPath = "quickback/quickback.config.ts";

/** Blocks whose title starts so are the state before the change that a page shows. */
const previousFolder = "previous/";

/** All fenced blocks, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { block: CodeBlock; lines: string[] } | undefined;
  markdownLines(markdown).forEach(({ text, fenced }, index) => {
    if (!fenced) return;
    if (open === undefined) {
      const [, language = "", rest = ""] = /^(?:```+|~~~+)\s*(\S*)\s*(.*)$/.exec(text) ?? [];
      const title = /title="([^"]+)"/.exec(rest)?.[1];
      open = { block: { language, ...(title && { title }), text: "", line: index + 1 }, lines: [] };
    } else if (/^(```+|~~~+)\s*$/.test(text)) {
      blocks.push({ ...open.block, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else {
      open.lines.push(text);
    }
  });
  return blocks;
}

/**
 * The projects that a page's TypeScript blocks make up: one for each config it shows, each with
 * all other files of the page.
 *
 * @param defaultConfig config of pages that show none
 * @throws Error with the line when a TypeScript block has no title, or two blocks share one
 */
export function exampleProjects(page: string, markdown: string, defaultConfig: string): ExampleProject[] {
  const configs: string[] = [];
  const files = new Map<string, string>();
  for (const block of codeBlocks(markdown)) {
    if (block.language !== "ts" && block.language !== "typescript") continue;
    if (block.title === undefined)
      throw new Error(`${page}:${block.line}: a TypeScript block needs title="quickback/…"`);
    if (block.title === configPath) configs.push(block.text);
    else if (files.has(block.title))
      throw new Error(`${page}:${block.line}: ${block.title} stands here twice`);
    else files.set(block.title, block.text);
  }
  if (configs.length === 0 && files.size === 0) return [];
  const [before, now] = partition([...files], ([title]) => title.startsWith(previousFolder));
  const previous = before.map(([title, text]): [string, string] => [
    title.slice(previousFolder.length),
    text,
  ]);
  return (configs.length === 0 ? [defaultConfig] : configs).map((config, index) => ({
    name: configs.length > 1 ? `${page} (config ${index + 1})` : page,
    files: new Map([[configPath, config], ...now]),
    previous: new Map(previous.length > 0 ? [[configPath, defaultConfig], ...previous] : []),
  }));
}

function partition<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
