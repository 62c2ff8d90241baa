import { posix } from "node:path";
import type { ObjectExpression } from "oxc-parser";
import { kebabCase } from "../2-model/names";
import { AuthorError } from "./author-error";
import {
  calleeName,
  type DeclaredTable,
  defaultExport,
  importsOf,
  type ParsedSource,
  parseSource,
} from "./parsed-source";
import type { Sources } from "./source-edit";

/** Where a new action goes: into an existing `defineActions` object, or into a new file. */
export type ActionsPlace =
  | { kind: "existing"; source: ParsedSource; actions: ObjectExpression }
  | { kind: "new"; path: string };

/**
 * Finds the actions of a table (or of a tableless feature, `table` undefined) in a feature folder.
 * @throws AuthorError when the actions are not an object literal that can be added to
 */
export function findActions(
  folder: string,
  table: DeclaredTable | undefined,
  sources: Sources,
): ActionsPlace {
  for (const [path, text] of sources) {
    if (posix.dirname(path) !== folder || !text.includes("defineActions")) continue;
    const source = parseSource(path, text);
    const call = defaultExport(source.program);
    if (call?.type !== "CallExpression" || calleeName(call) !== "defineActions") continue;
    const [target, actions] = call.arguments;
    const local = target?.type === "Identifier" ? importedName(source, target.name) : undefined;
    if (local !== table?.name) continue;
    if (actions?.type !== "ObjectExpression")
      throw new AuthorError(
        "table",
        `${path} does not list its actions as an object literal: add the action there by hand.`,
        "NOT_EDITABLE",
      );
    return { kind: "existing", source, actions };
  }
  return { kind: "new", path: newPath(folder, table, sources) };
}

/** `actions.ts` belongs to the first table of a feature; the others get a file of their own. */
function newPath(folder: string, table: DeclaredTable | undefined, sources: Sources): string {
  if (!sources.has(`${folder}/actions.ts`)) return `${folder}/actions.ts`;
  const path = `${folder}/${table ? kebabCase(table.name) : "feature"}-actions.ts`;
  if (sources.has(path))
    throw new AuthorError(
      "table",
      `${path} exists but defines no actions for this table: add the action by hand.`,
      "NOT_EDITABLE",
    );
  return path;
}

/** The name under which the table is exported, where the file imports it under another. */
function importedName({ program }: ParsedSource, local: string): string {
  for (const { specifiers } of importsOf(program))
    for (const specifier of specifiers)
      if (specifier.type === "ImportSpecifier" && specifier.local.name === local)
        return specifier.imported.type === "Literal" ? specifier.imported.value : specifier.imported.name;
  return local;
}
