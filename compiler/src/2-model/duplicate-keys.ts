import type { Node } from "oxc-parser";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { keyName } from "../source/definition-nodes";
import { childrenOf, parsedFile } from "../source/parse";
import { positionAt } from "../source/text-position";

const mayRepeat = /\bdefine(Table|Actions|Config)\b/;

/** Keys written twice in one object literal of a definition file: the later one wins without a word. */
export function duplicateKeys(sources: ReadonlyMap<string, string>): Diagnostic[] {
  return [...sources].flatMap(([file, text]) =>
    mayRepeat.test(text) ? repeatedIn(parsedFile(sources, file).program, file, text) : [],
  );
}

function repeatedIn(node: Node, file: string, text: string): Diagnostic[] {
  // Handlers are the author's own code.
  if (node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") return [];
  const seen = new Map<string, number>();
  const own = node.type === "ObjectExpression" ? node.properties : [];
  const repeated = own.flatMap((property) => {
    const key = property.type === "Property" ? keyName(property.key, property.computed) : undefined;
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, property.start);
      return [];
    }
    const line = String(positionAt(file, text, first, first).line);
    const position = positionAt(file, text, property.start, property.end);
    return [diagnostics.DUPLICATE_KEY({ key, line }, position)];
  });
  return [...repeated, ...childrenOf(node).flatMap((child) => repeatedIn(child, file, text))];
}
