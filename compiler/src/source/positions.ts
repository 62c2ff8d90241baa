import type { Node } from "oxc-parser";
import type { Positions } from "../2-model/project-model";
import type { EntryPosition } from "../diagnostics/diagnostic";
import { definitionNodes, keyName, topLevelValues, unwrapped } from "./definition-nodes";
import { type ParsedFile, parse } from "./parse";
import { positionAt } from "./text-position";

/**
 * Where each entry of a file's default export stands.
 * @returns dotted path (`crud.list.access`, `views.contact.fields.0`) → the entry `key: value`;
 *   `""` is the whole define call. Constants declared at the top level of the file are followed.
 */
export function positionsOf(file: string, text: string): Positions {
  return definitionPositions(parse(file, text));
}

export function definitionPositions({ file, text, program }: ParsedFile): Positions {
  const source = definitionNodes(program);
  if (!source) return {};
  const positions: Positions = { "": positionAt(file, text, source.root.start, source.root.end) };
  for (const [path, { entry, siblings }] of source.nodes)
    positions[path] = entryPosition(file, text, entry, siblings);
  return positions;
}

/**
 * Where the columns of each exported table stand.
 * @returns export name → positions; `""` is the table's declaration, else the column key
 */
export function tablePositions(file: string, text: string): Record<string, Positions> {
  return declaredTablePositions(parse(file, text));
}

/** As `tablePositions`: every exported `const`, in source order, since only evaluation knows which are tables. */
export function declaredTablePositions({ file, text, program }: ParsedFile): Record<string, Positions> {
  const found: Record<string, Positions> = {};
  for (const [name, value] of topLevelValues(program)) {
    const call = unwrapped(value);
    const positions: Positions = { "": positionAt(file, text, call.start, call.end) };
    const columns = call.type === "CallExpression" ? columnsLiteral(call.arguments[1]) : undefined;
    for (const property of columns?.properties ?? []) {
      if (property.type !== "Property") continue;
      const key = keyName(property.key, property.computed);
      if (key) positions[key] = entryPosition(file, text, property, columns?.properties ?? []);
    }
    found[name] = positions;
  }
  return found;
}

function entryPosition(
  file: string,
  text: string,
  entry: Node,
  siblings: readonly (Node | null)[],
): EntryPosition {
  const { start, end } = entry;
  const index = siblings.indexOf(entry);
  const earlier = siblings[index - 1];
  const comma = /^\s*,\s*/.exec(text.slice(end, end + 200))?.[0].length ?? 0;
  const last = index === siblings.length - 1;
  const removal = last && earlier ? { start: earlier.end, end } : { start, end: end + comma };
  return { ...positionAt(file, text, start, end), removal };
}

/** The object literal of columns: written directly, or returned by `(t) => ({ … })`. */
export function columnsLiteral(argument: Node | undefined) {
  if (!argument) return undefined;
  const node = unwrapped(argument);
  if (node.type === "ObjectExpression") return node;
  if (node.type !== "ArrowFunctionExpression") return undefined;
  const body = unwrapped(node.body);
  return body.type === "ObjectExpression" ? body : undefined;
}
