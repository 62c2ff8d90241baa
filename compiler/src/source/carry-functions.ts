import type { FunctionRef } from "../2-model/project-model";
import type { Carried, SourceContext, SourceProblem, WantedFunction } from "./carried";
import { type DefinitionNode, definitionNodes } from "./definition-nodes";
import { mentionedNames } from "./identifiers";
import { MergedModule } from "./merged-module";
import { type ParsedFile, parsedFile } from "./parse";
import { importSpecifier, outputPath, schemaPath } from "./paths";
import { positionAt } from "./text-position";
import { statementsFor, topLevelOf } from "./top-level";

export interface CarriedFunctions extends Carried {
  functions: ReadonlyMap<string, FunctionRef>;
}

const types = { access: "AccessFunction", mask: "MaskFunction", compute: "ComputeFunction" };

/**
 * Carries functions out of definitions into a feature's `functions.ts`, with the imports and the
 * top-level statements they mention. What their file exports is imported, not repeated.
 */
export function carryFunctions(
  context: SourceContext,
  feature: string,
  wanted: readonly WantedFunction[],
): CarriedFunctions {
  const output = `features/${feature}/functions.ts`;
  const merged = new MergedModule(context, output);
  const functions = new Map<string, FunctionRef>();
  for (const file of [...new Set(wanted.map((item) => item.file))].sort()) {
    const parsed = parsedFile(context.sources, file);
    const nodes = definitionNodes(parsed.program)?.nodes;
    for (const item of wanted.filter((candidate) => candidate.file === file)) {
      const node = nodes?.get(item.path);
      if (!node) {
        merged.problems.push(notFound(item));
        continue;
      }
      carryScope(context, parsed, mentionedNames(node.value), merged, output);
      const type = types[item.kind];
      merged.import(importSpecifier(output, "lib/types.ts"), { imported: type, local: type, type: true });
      merged.addText(item.name, file, `export const ${item.name}: ${type} = ${functionText(parsed, node)};`);
      const position = positionAt(file, parsed.text, node.entry.start, node.entry.end);
      functions.set(item.name, { name: item.name, position });
    }
  }
  return { ...merged.finish(), functions };
}

/** Brings along what a function closes over. */
function carryScope(
  context: SourceContext,
  parsed: ParsedFile,
  names: Set<string>,
  merged: MergedModule,
  output: string,
): void {
  const { imports, statements } = topLevelOf(parsed);
  const own = statements.filter(({ exported }) => !exported);
  const copied = statementsFor(own, names);
  const mentioned = new Set([...names, ...copied.flatMap(({ mentions }) => [...mentions])]);
  for (const name of imports) if (mentioned.has(name.local)) merged.importFrom(parsed, name);
  for (const { declares } of statements.filter(({ exported }) => exported)) {
    for (const local of declares.filter((name) => mentioned.has(name)))
      merged.import(importSpecifier(output, exportsOf(context, parsed.file)), {
        imported: local,
        local,
        type: false,
      });
  }
  for (const statement of copied)
    merged.add(parsed, statement, parsed.text.slice(statement.start, statement.end));
}

/** The output file that holds what a user's file exports. */
function exportsOf(context: SourceContext, file: string): string {
  const table = context.tableFiles.get(file);
  return table ? schemaPath(table.feature) : (outputPath(file) ?? file);
}

function functionText({ text }: ParsedFile, { value, method }: DefinitionNode): string {
  const code = text.slice(value.start, value.end);
  if (!method || value.type !== "FunctionExpression") return code;
  return `${value.async ? "async " : ""}function ${code}`;
}

function notFound({ file, path }: WantedFunction): SourceProblem {
  return {
    kind: "function-not-found",
    message: `The function at \`${path}\` in ${file} is not written in the definition itself.`,
    fix: `Write it at \`${path}\` in the object literal, or name a function of the same file there.`,
  };
}
