import MagicString from "magic-string";
import { type Expression, type ObjectExpression, type ObjectProperty, parseSync } from "oxc-parser";
import { isSeededOnly, type Json, leavesOf } from "../shared-files";

/** A managed value by its place: `["scripts", "dev"]`. */
type KeyPath = string[];

/**
 * Sets the generated keys in a JSON file the user may own too. Other keys, their order, comments and
 * indentation stay; keys managed before and generated no more are taken out.
 * @param existing the file as it stands
 * @param generated JSON with exactly the managed keys
 * @param formerKeys the managed keys of the last compile, as in the manifest
 * @throws Error when `existing` is not a JSON object
 */
export function mergeJson(
  existing: string,
  generated: string,
  formerKeys: string[],
): { text: string; keys: string[] } {
  const value: Json = JSON.parse(generated);
  const leaves = leavesOf(value);
  const managed = leaves.filter((leaf) => !isSeededOnly(leaf));
  const keys = managed.map(({ path }) => JSON.stringify(path));
  let text = existing;
  for (const former of formerKeys) if (!keys.includes(former)) text = removeKey(text, pathOf(former));
  for (const leaf of leaves) text = setKey(text, leaf.path, leaf.value, isSeededOnly(leaf));
  return { text, keys: keys.sort() };
}

function pathOf(key: string): KeyPath {
  const value: unknown = JSON.parse(key);
  return Array.isArray(value) ? value.map(String) : [];
}

function setKey(text: string, path: KeyPath, value: unknown, keepExisting: boolean): string {
  const root = parseObject(text);
  const { parent, rest, depth } = descend(root, path);
  const [key, ...deeper] = rest;
  const edit = new MagicString(text);
  if (key === undefined) throw new Error("a managed key has no name");
  const present = findProperty(parent, key);
  const indent = indentOf(text);
  if (present) {
    if (keepExisting && deeper.length === 0) return text;
    const wanted = nest(deeper, value);
    if (JSON.stringify(literalOf(present.value)) === JSON.stringify(wanted)) return text;
    edit.overwrite(present.value.start - 1, present.value.end - 1, format(wanted, indent, depth + 1));
    return edit.toString();
  }
  const line = `${indent.repeat(depth + 1)}${JSON.stringify(key)}: ${format(nest(deeper, value), indent, depth + 1)}`;
  const last = parent.properties.at(-1);
  if (!last) {
    edit.overwrite(parent.start - 1, parent.end - 1, `{\n${line}\n${indent.repeat(depth)}}`);
  } else {
    const comma = /^\s*,/.exec(text.slice(last.end - 1));
    edit.appendLeft(
      last.end - 1 + (comma?.[0].length ?? 0),
      `${comma ? "" : ","}\n${line}${comma ? "," : ""}`,
    );
  }
  return edit.toString();
}

/**
 * What a JSON file with comments says, as its readers take it: of a key written twice, the last.
 * @throws Error when it is not a JSON object
 */
export function readJson(text: string): unknown {
  return literalOf(parseObject(text));
}

/** Removes a key, and the objects that become empty by it. */
function removeKey(text: string, path: KeyPath): string {
  const { parent, rest } = descend(parseObject(text), path);
  const [key, ...deeper] = rest;
  if (key === undefined || deeper.length > 0) return text;
  const index = parent.properties.findIndex(
    (property) => property.type === "Property" && nameOf(property) === key,
  );
  const property = parent.properties[index];
  if (!property) return text;
  if (parent.properties.length === 1 && path.length > 1) return removeKey(text, path.slice(0, -1));
  const previous = parent.properties[index - 1];
  const next = parent.properties[index + 1];
  const edit = new MagicString(text);
  if (previous) edit.remove(previous.end - 1, property.end - 1);
  else if (next) edit.remove(property.start - 1, next.start - 1);
  else edit.overwrite(parent.start - 1, parent.end - 1, "{}");
  return edit.toString();
}

/** The deepest object on the way to a key, and what of the path is left below it. */
function descend(
  root: ObjectExpression,
  path: KeyPath,
): { parent: ObjectExpression; rest: KeyPath; depth: number } {
  let parent = root;
  let depth = 0;
  while (depth < path.length - 1) {
    const value = findProperty(parent, path[depth] ?? "")?.value;
    if (value?.type !== "ObjectExpression") break;
    parent = value;
    depth++;
  }
  return { parent, rest: path.slice(depth), depth };
}

function parseObject(text: string): ObjectExpression {
  const { program, errors } = parseSync("file.js", `(${text}\n)`);
  const [statement] = program.body;
  const expression = statement?.type === "ExpressionStatement" ? unwrapped(statement.expression) : undefined;
  if (errors.length > 0 || program.body.length !== 1 || expression?.type !== "ObjectExpression") {
    throw new Error("it is not a JSON object.");
  }
  return expression;
}

function unwrapped(expression: Expression): Expression {
  return expression.type === "ParenthesizedExpression" ? unwrapped(expression.expression) : expression;
}

/** Of a key written twice, the last: it is the one that counts. */
function findProperty(object: ObjectExpression, key: string): ObjectProperty | undefined {
  return object.properties
    .flatMap((property) => (property.type === "Property" && nameOf(property) === key ? [property] : []))
    .at(-1);
}

function nameOf({ key }: ObjectProperty): string | undefined {
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}

/** The value of a JSON expression; what JSON cannot hold becomes `undefined` and so differs from any value. */
function literalOf(expression: Expression): unknown {
  if (expression.type === "Literal") return expression.value;
  if (expression.type === "ArrayExpression") {
    return expression.elements.map((element) =>
      element && element.type !== "SpreadElement" ? literalOf(element) : undefined,
    );
  }
  if (expression.type !== "ObjectExpression") return undefined;
  const entries = expression.properties.flatMap((property) =>
    property.type === "Property" ? [[nameOf(property) ?? "", literalOf(property.value)] as const] : [],
  );
  return Object.fromEntries(entries);
}

function nest(path: KeyPath, value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function format(value: unknown, indent: string, depth: number): string {
  return JSON.stringify(value, null, indent).replaceAll("\n", `\n${indent.repeat(depth)}`);
}

function indentOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
}
