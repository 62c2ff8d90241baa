import { type Node, parseSync } from "oxc-parser";
import { lineStarts } from "../../compiler/src/6-verify/line-starts";
import { childrenOf, parse } from "../../compiler/src/source/parse";
import type { Edit, Mutant } from "./mutant";
import { operators } from "./operators";

const shown = 60;

/** Every mutant of a file; one per resulting text. Some may not parse. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const own = operators.filter(({ files }) => files.test(file));
  if (own.length === 0) return [];
  const lineOf = lineStarts(text);
  const lines = text.split("\n");
  const byText = new Map<string, Mutant>();
  const textOf = ({ start, end }: Node) => text.slice(start, end);
  const walk = (node: Node, parents: readonly Node[]) => {
    for (const { name, edits } of own)
      for (const edit of edits({ node, parents, textOf })) {
        const made = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
        if (made === text || byText.has(made)) continue;
        const line = lineOf(edit.start);
        const before = lines[line - 1]?.trim() ?? "";
        const change = changeOf(text, edit);
        byText.set(made, { operator: name, file, line, at: edit.start, before, change, text: made });
      }
    for (const child of childrenOf(node)) walk(child, [node, ...parents]);
  };
  walk(parse(file, text).program, []);
  return [...byText.values()];
}

/** Whether a mutant is code at all. */
export function parses({ file, text }: Mutant): boolean {
  return parseSync(file, text).errors.length === 0;
}

function changeOf(text: string, { start, end, text: made }: Edit): string {
  const words = (code: string) => code.replace(/\s+/g, " ").trim().slice(0, shown) || "nothing";
  return `${words(text.slice(start, end))} → ${words(made)}`;
}
