import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { definitionNodes, topLevelValues } from "../source/definition-nodes";
import { parse } from "../source/parse";
import { positionAt } from "../source/text-position";

/** The name of the constant that a file gives to `defineTable` in its default export. */
export function definedTable(file: string, text: string): string | undefined {
  const root = definitionNodes(parse(file, text).program)?.root;
  const [table] = root?.type === "CallExpression" ? root.arguments : [];
  return table?.type === "Identifier" ? table.name : undefined;
}

/**
 * Reports a table that a file defines without exporting it, at its declaration where the file has one.
 * @param text source of `file`
 */
export function unexportedTable(file: string, text: string): Diagnostic {
  const { program } = parse(file, text);
  const value = topLevelValues(program).get(definedTable(file, text) ?? "");
  const declaration = program.body.find(
    ({ type, start, end }) =>
      type === "VariableDeclaration" && value && start < value.start && value.end <= end,
  );
  const place = declaration ?? value ?? definitionNodes(program)?.root;
  const position = place && positionAt(file, text, place.start, place.end);
  const edit = declaration && { file, start: declaration.start, end: declaration.start, text: "export " };
  return diagnostics.TABLE_NOT_EXPORTED({ call: "defineTable", file }, position, edit);
}
