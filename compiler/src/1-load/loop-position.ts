import type { Node } from "oxc-parser";
import type { SourcePosition } from "../diagnostics/diagnostic";
import { childrenOf, parse } from "../source/parse";
import { positionAt } from "../source/text-position";

const loops = new Set([
  "WhileStatement",
  "DoWhileStatement",
  "ForStatement",
  "ForOfStatement",
  "ForInStatement",
]);
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/**
 * The most likely loop behind an evaluation that does not end: the first at the top level of these
 * files, else the first inside a function.
 * @param files in the order they are evaluated
 */
export function loopPosition(
  files: readonly string[],
  sources: ReadonlyMap<string, string>,
): SourcePosition | undefined {
  const parsed = files.flatMap((file) => {
    const text = sources.get(file);
    return text === undefined ? [] : parse(file, text);
  });
  for (const insideFunctions of [false, true]) {
    for (const { file, text, program } of parsed) {
      const loop = findLoop(program, insideFunctions);
      if (loop) return positionAt(file, text, loop.start, loop.end);
    }
  }
  return undefined;
}

function findLoop(node: Node, insideFunctions: boolean): Node | undefined {
  if (loops.has(node.type)) return node;
  if (!insideFunctions && functions.has(node.type)) return undefined;
  for (const child of childrenOf(node)) {
    const loop = findLoop(child, insideFunctions);
    if (loop) return loop;
  }
  return undefined;
}
