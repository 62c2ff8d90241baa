import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { definitionNodes, topLevelValues, unwrapped } from "../source/definition-nodes";
import { parsedFile } from "../source/parse";
import { positionAt } from "../source/text-position";

const calls = ["defineTable", "defineActions", "definePage"] as const;

/**
 * Define calls of a file beside the one it exports by default; nothing would come of them.
 * @param file path relative to the root
 */
export function severalDefinitions(file: string, sources: ReadonlyMap<string, string>): Diagnostic[] {
  const text = sources.get(file) ?? "";
  // Parsing is left out for the many files in which the word occurs once.
  const candidates = calls.filter((call) => text.split(`${call}(`).length > 2);
  if (candidates.length === 0) return [];
  const { program } = parsedFile(sources, file);
  const exported = definitionNodes(program)?.root;
  return [...topLevelValues(program).values()].map(unwrapped).flatMap((value) => {
    if (value.type !== "CallExpression" || value.callee.type !== "Identifier") return [];
    const { name } = value.callee;
    if (!candidates.some((call) => call === name) || value.start === exported?.start) return [];
    const position = positionAt(file, text, value.start, value.end);
    return [diagnostics.SEVERAL_DEFINITIONS({ file, call: name }, position)];
  });
}
