import type { Expression, ObjectExpression, ObjectProperty } from "oxc-parser";
import { AuthorError } from "./author-error";
import { styleOf } from "./code-style";
import { addItem, elementsOf, hasComment, propertiesOf, removeItem } from "./comma-list";
import { findProperty, indentAt, reindent, unitOf } from "./insert-property";
import { isRecord, type Json, literalValue, valueLines } from "./json-value";
import { refuseByHand } from "./not-editable";
import type { ParsedSource } from "./parsed-source";

/** Where a setting stands: the parsed file and the object literal that paths count from. */
export interface SettingsSource {
  source: ParsedSource;
  settings: ObjectExpression;
}

/** Parses a text anew and finds the settings in it: each small edit is made on a fresh tree. */
export type ReadSettings = (text: string) => SettingsSource;

/**
 * The text with one setting of an object literal changed, and nothing else. Within an object only the keys
 * that differ are touched, so comments and order of the others stay.
 * @param keys from the object inwards, e.g. `["crud", "list", "access"]`; parts that are missing are added
 * @throws AuthorError where something on the way is computed
 */
export function setValue(text: string, read: ReadSettings, keys: readonly string[], value: Json): string {
  const { source, settings } = read(text);
  const { object, property, missing } = walk(source, settings, keys);
  if (!property) {
    const [key = "", ...deeper] = missing;
    const nested = deeper.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
    return addItem(source, propertiesOf(object), propertyLines(source, object, key, nested), styleOf(source));
  }
  const node = property.value;
  if (isRecord(value) && node.type === "ObjectExpression") {
    const gone = literalKeys(source, node).filter((key) => !Object.hasOwn(value, key));
    const kept = gone.reduce((now, key) => removeLiteral(now, read, [...keys, key]), text);
    return Object.entries(value).reduce(
      (now, [key, part]) => setValue(now, read, [...keys, key], part),
      kept,
    );
  }
  const present = literalValue(node);
  if (present === undefined) throw refuseByHand(source, node.start, "its value is computed");
  if (JSON.stringify(present) === JSON.stringify(value)) return text;
  const one = hasComment(source, node) ? oneItem(source, node, value) : undefined;
  return one === undefined ? replace(source, node, value) : setValue(one, read, keys, value);
}

/** Around comments a list changes item by item: the text with one item gone that is not wanted, or one added. */
function oneItem(source: ParsedSource, node: Expression, value: Json): string | undefined {
  if (node.type !== "ArrayExpression" || !Array.isArray(value)) return undefined;
  const list = elementsOf(node);
  const wanted = value.map((item) => JSON.stringify(item));
  const present = node.elements.map((element) =>
    element && element.type !== "SpreadElement" ? JSON.stringify(literalValue(element)) : "",
  );
  const surplus = present.findIndex((item) => !wanted.includes(item));
  const gone = list.items[surplus];
  if (gone) return removeItem(source, list, gone);
  const next = value[present.length];
  const inOrder = present.every((item, index) => item === wanted[index]);
  if (!inOrder || next === undefined) return undefined;
  const style = styleOf(source);
  return addItem(source, list, valueLines(next, style.quote, 0), style);
}

/** The text without a setting, whatever its value is; unchanged where there is none. */
export function removeValue(text: string, read: ReadSettings, keys: readonly string[]): string {
  const { source, settings } = read(text);
  const { object, property } = walk(source, settings, keys);
  return property ? removeItem(source, propertiesOf(object), property) : text;
}

/**
 * The text without a setting, or without an item of a list: the last key is then what the item says.
 * Unchanged where there is none.
 */
export function removePath(text: string, read: ReadSettings, keys: readonly string[]): string {
  const { source, settings } = read(text);
  const list = keys.length > 1 ? walk(source, settings, keys.slice(0, -1)).property?.value : undefined;
  if (list?.type !== "ArrayExpression") return removeValue(text, read, keys);
  const item = list.elements.find(
    (element) => element?.type === "Literal" && String(element.value) === keys.at(-1),
  );
  return item ? removeItem(source, elementsOf(list), item) : text;
}

/** The text with values added to the end of a list, those that are not in it yet; a list that is missing begins. */
export function appendValues(
  text: string,
  read: ReadSettings,
  keys: readonly string[],
  values: readonly Json[],
): string {
  const { source, settings } = read(text);
  const list = walk(source, settings, keys).property?.value;
  if (!list) return setValue(text, read, keys, [...values]);
  if (list.type !== "ArrayExpression") throw refuseByHand(source, list.start, "it is no list literal");
  const present = list.elements.map((element) =>
    element && element.type !== "SpreadElement" ? JSON.stringify(literalValue(element)) : "",
  );
  const [value, ...later] = values.filter((item) => !present.includes(JSON.stringify(item)));
  if (value === undefined) return text;
  const style = styleOf(source);
  const longer = addItem(source, elementsOf(list), valueLines(value, style.quote, 0), style);
  return appendValues(longer, read, keys, later);
}

/** The node of a setting; `undefined` where it is not written. */
export function valueAt(
  { source, settings }: SettingsSource,
  keys: readonly string[],
): Expression | undefined {
  return walk(source, settings, keys).property?.value;
}

/** What a new value leaves out goes only where it is plain data: a function is removed by name. */
function removeLiteral(text: string, read: ReadSettings, keys: readonly string[]): string {
  const node = valueAt(read(text), keys);
  if (node && literalValue(node) === undefined)
    throw refuseByHand(read(text).source, node.start, `${keys.join(".")} is computed and would be lost`);
  return removeValue(text, read, keys);
}

interface Found {
  /** The innermost object that is there. */
  object: ObjectExpression;
  property: ObjectProperty | undefined;
  /** Without a property: the keys below `object`. */
  missing: readonly string[];
}

function walk(source: ParsedSource, settings: ObjectExpression, keys: readonly string[]): Found {
  let object = settings;
  for (const [index, key] of keys.entries()) {
    literalKeys(source, object);
    const property = findProperty(object, key);
    if (!property) return { object, property, missing: keys.slice(index) };
    if (index === keys.length - 1) return { object, property, missing: [] };
    if (property.value.type !== "ObjectExpression") {
      const path = keys.slice(0, index + 1).join(".");
      if (literalValue(property.value) === undefined)
        throw refuseByHand(source, property.value.start, `${path} is computed`);
      throw new AuthorError("set", `${path} is not an object in ${source.path}: set "${path}" as a whole.`);
    }
    object = property.value;
  }
  throw new AuthorError("set", "a path is empty: name a setting, e.g. crud.list.access.");
}

/** Keys of an object; one that spreads another, or computes keys, cannot be known. */
function literalKeys(source: ParsedSource, { properties }: ObjectExpression): string[] {
  return properties.map((property) => {
    if (property.type !== "Property") throw refuseByHand(source, property.start, "it spreads another object");
    const { key, computed } = property;
    if (key.type === "Literal") return String(key.value);
    if (key.type === "Identifier" && !computed) return key.name;
    throw refuseByHand(source, property.start, "its key is computed");
  });
}

function propertyLines(source: ParsedSource, object: ObjectExpression, key: string, value: Json): string[] {
  const depth = indentAt(source.text, object.start).length + 2;
  const [first = "", ...rest] = valueLines(value, styleOf(source).quote, depth + key.length + 3);
  return [`${key}: ${first}`, ...rest];
}

function replace(source: ParsedSource, node: Expression, value: Json): string {
  if (hasComment(source, node)) throw refuseByHand(source, node.start, "comments stand in it");
  const { text } = source;
  const taken = node.start - text.lastIndexOf("\n", node.start) + 1;
  const style = styleOf(source);
  const [first = "", ...rest] = valueLines(value, style.quote, taken);
  const indent = indentAt(text, node.start);
  const lines = [first, ...rest.map((line) => reindent(line, indent, unitOf(text)))];
  return text.slice(0, node.start) + lines.join(style.newline) + text.slice(node.end);
}
