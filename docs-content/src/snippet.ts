import { markdownLines } from "./fences";
import { normalTerm, termsOf } from "./terms";

/**
 * The part of a section that shows best why it was found.
 *
 * @param text the section's Markdown
 * @param terms normalised terms that matched
 * @param maxChars upper bound of the snippet's length
 */
export function snippetOf(text: string, terms: readonly string[], maxChars: number): string {
  if (text.length <= maxChars) return text;
  const blocks = blocksOf(text);
  const wanted = new Set(terms);
  const scores = blocks.map((block) => hits(block, wanted));
  let first = Math.max(scores.indexOf(Math.max(...scores)), 0);
  const best = blocks[first] ?? "";
  if (best.length > maxChars) return cutLines(best, wanted, maxChars);
  let last = first;
  let length = best.length;
  // Grow downwards first: what follows a sentence explains it more often than what precedes it.
  for (let grown = true; grown; ) {
    grown = false;
    for (const next of [last + 1, first - 1]) {
      const block = blocks[next];
      if (block === undefined || length + block.length + 2 > maxChars) continue;
      length += block.length + 2;
      first = Math.min(first, next);
      last = Math.max(last, next);
      grown = true;
      break;
    }
  }
  return blocks.slice(first, last + 1).join("\n\n");
}

/** How many different wanted terms a text holds. */
function hits(text: string, wanted: ReadonlySet<string>): number {
  const found = new Set<string>();
  for (const term of termsOf(text)) {
    const normal = normalTerm(term);
    if (normal !== null && wanted.has(normal)) found.add(normal);
  }
  return found.size;
}

/** Paragraphs, lists, tables and whole code blocks. */
function blocksOf(text: string): string[] {
  const blocks: string[][] = [[]];
  for (const line of markdownLines(text)) {
    if (line.text.trim() === "" && !line.fenced) blocks.push([]);
    else blocks.at(-1)?.push(line.text);
  }
  return blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
}

/** Lines of one long block around its best line; a code block stays fenced. */
function cutLines(block: string, wanted: ReadonlySet<string>, maxChars: number): string {
  const fence = /^(```+|~~~+)[^\n]*/.exec(block);
  const opening = fence?.[0];
  const lines = block
    .split("\n")
    .slice(opening === undefined ? 0 : 1, opening === undefined ? undefined : -1);
  const budget = maxChars - (opening === undefined ? 0 : opening.length + 5);
  const scores = lines.map((line) => hits(line, wanted));
  const start = Math.max(scores.indexOf(Math.max(...scores)), 0);
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.slice(start)) {
    if (length + line.length + 1 > budget) break;
    kept.push(line);
    length += line.length + 1;
  }
  const body = kept.length > 0 ? kept.join("\n") : cutWords(lines[start] ?? "", budget);
  return opening === undefined ? body : `${opening}\n${body}\n\`\`\``;
}

function cutWords(line: string, maxChars: number): string {
  return line.length <= maxChars ? line : `${line.slice(0, maxChars - 1).replace(/\s+\S*$/, "")}…`;
}
