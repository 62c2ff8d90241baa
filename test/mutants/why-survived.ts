import type { Node } from "oxc-parser";
import { childrenOf, parse } from "../../compiler/src/source/parse";
import type { Mutant } from "./mutant";
import type { Subject } from "./subject";
import { tryProbes } from "./try-probes";

const key = "quickback: a mutant's place was reached";
const mark = `globalThis[${JSON.stringify(key)}] = true`;

/**
 * Why nobody noticed a mutant: whether any probe runs the place that it breaks.
 * @param subjects apps whose code holds the file as it was
 */
export async function whySurvived({ file, at }: Mutant, subjects: Subject[]): Promise<string> {
  let asked = 0;
  for (const subject of subjects) {
    const text = marked(file, subject.tree.get(file) ?? "", at);
    Reflect.set(globalThis, key, false);
    const judged = await tryProbes(subject, { file, text }, { stopAtFirst: false });
    if (typeof judged === "string") throw new Error(`The whole ${subject.name} does not start: ${judged}`);
    if (Reflect.get(globalThis, key) === true)
      return `no contract pins it; ${subject.name} runs it, and its ${judged.length} probes are answered as before`;
    asked += judged.length;
  }
  return `no contract pins it, and none of ${asked} probes runs it`;
}

/** The file with a mark that is set when the code around a place runs. */
function marked(file: string, text: string, at: number): string {
  let inner: Node | undefined;
  const walk = (node: Node) => {
    for (const child of childrenOf(node)) {
      if (child.start > at || child.end < at) continue;
      if (isStatementOf(node, child) || isBodyOf(node, child)) inner = child;
      walk(child);
    }
  };
  walk(parse(file, text).program);
  if (!inner) return `${mark};\n${text}`;
  const { start, end, type } = inner;
  const code = text.slice(start, end);
  const isStatement = /(Statement|Declaration)$/.test(type);
  return `${text.slice(0, start)}${isStatement ? `${mark};\n${code}` : `(${mark}, ${code})`}${text.slice(end)}`;
}

function isStatementOf(parent: Node, child: Node): boolean {
  if (parent.type === "SwitchCase") return child !== parent.test;
  return parent.type === "BlockStatement" || parent.type === "Program";
}

const isBodyOf = (parent: Node, child: Node): boolean =>
  parent.type === "ArrowFunctionExpression" && child === parent.body && child.type !== "BlockStatement";
