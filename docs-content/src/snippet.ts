import { markdownLines } from "./fences";
import { normalTerm, termsOf } from "./terms";

/**
 * The part of a section that shows best why it was found: prose and tables before examples, since a
 * line of an example seldom says the rule.
 *
 * @param text the section's Markdown
 * @param terms normalised terms that matched
 * @param maxChars upper bound of the snippet's length
 */
export function snippetOf(text: string, terms: readonly string[], maxChars: number): string {
  const wanted = new Set(terms);
  const all = blocksOf(text);
  const prose = all.filter((block) => !isCode(block));
  const said = Math.max(0, ...prose.map((block) => hits(block, wanted)));
  const shown = Math.max(0, ...all.map((block) => hits(block, wanted)));
  // One word of an example tells less than the first sentence of its section.
  const blocks = prose.length > 0 && (said > 0 || shown < 2) ? prose : all;
  const scores = blocks.map((block) => hits(block, wanted));
  let first = Math.max(scores.indexOf(Math.max(...scores)), 0);
  const best = blocks[first] ?? "";
  if (best.length > maxChars) return cutBlock(best, wanted, maxChars);
  let last = first;
  let length = best.length;
  // Grow downwards first: what follows a sentence explains it more often than what precedes it.
  for (let grown = true; grown; ) {
    grown = false;
    for (const next of [last + 1, first - 1]) {
      const block = blocks[next];
      if (block === undefined || !scores[next] || length + block.length + 2 > maxChars) continue;
      length += block.length + 2;
      first = Math.min(first, next);
      last = Math.max(last, next);
      grown = true;
      break;
    }
  }
  return blocks.slice(first, last + 1).join("\n\n");
}

function isCode(block: string): boolean {
  return /^(```|~~~)/.test(block);
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

/** The best of one long block: rows of a table, points of a list, sentences, or lines of code. */
function cutBlock(block: string, wanted: ReadonlySet<string>, maxChars: number): string {
  const lines = block.split("\n");
  if (isCode(block)) {
    const opening = lines[0] ?? "";
    const body = around(lines.slice(1, -1), wanted, maxChars - opening.length - 5, "\n");
    return `${opening}\n${body}\n\`\`\``;
  }
  if (block.startsWith("|")) {
    const head = lines.slice(0, 2).join("\n");
    return `${head}\n${bestOf(lines.slice(2), wanted, maxChars - head.length - 1)}`;
  }
  if (lines.length > 1) return bestOf(lines, wanted, maxChars);
  return around(block.split(/(?<=[.:;]) (?=[A-Z`])/), wanted, maxChars, " ");
}

/** The lines that hold most of the wanted terms, in their order. */
function bestOf(lines: readonly string[], wanted: ReadonlySet<string>, maxChars: number): string {
  const ranked = lines
    .map((line, at) => ({ line, at, score: hits(line, wanted) }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const kept: typeof ranked = [];
  let length = 0;
  for (const each of ranked) {
    if ((each.score === 0 && kept.length > 0) || length + each.line.length + 1 > maxChars) continue;
    kept.push(each);
    length += each.line.length + 1;
  }
  if (kept.length === 0) return cutWords(ranked[0]?.line ?? "", maxChars);
  return kept
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
    .join("\n");
}

/** The best part and what follows it, as far as there is room. */
function around(
  parts: readonly string[],
  wanted: ReadonlySet<string>,
  maxChars: number,
  glue: string,
): string {
  const scores = parts.map((part) => hits(part, wanted));
  const start = Math.max(scores.indexOf(Math.max(...scores)), 0);
  let text = parts[start] ?? "";
  if (text.length > maxChars) return cutWords(text, maxChars);
  for (const part of parts.slice(start + 1)) {
    if (text.length + glue.length + part.length > maxChars) break;
    text += glue + part;
  }
  return text;
}

function cutWords(line: string, maxChars: number): string {
  return line.length <= maxChars ? line : `${line.slice(0, maxChars - 1).replace(/\s+\S*$/, "")}…`;
}
