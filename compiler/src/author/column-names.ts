import type { ArrayExpression, Expression, ObjectExpression, ObjectProperty } from "oxc-parser";

/** Keys of a table's rules below which every key is a column. */
const KEYED = [
  /^masking$/,
  /^validation$/,
  /^references$/,
  /^inputHints$/,
  /^guards\.protected$/,
  /^crud\.create\.defaults$/,
  /^crud\.(create|update)\.computed$/,
];

/** Keys of a condition, in an operation, a view or an action. */
const CONDITION = /(^|\.)access\.(.+\.)?record$/;

/** Lists of columns. */
const LISTED = [
  /^guards\.(createable|updatable|immutable)$/,
  /^crud\.(list|get)\.fields$/,
  /^views\.\w+\.fields$/,
  /^search\.fields$/,
  /^layouts\.\w+\.sections\.fields$/,
  /^firewall\.uniqueAcrossTenants$/,
];

/** Settings whose value is one column. */
const NAMED = /^(displayColumn|defaultSort\.field|firewall\.\w+\.column)$/;

/** A place in a table's rules, or an action's, that names a column. */
export type ColumnName =
  /** A key: `property` stands in `object`. */
  | { kind: "key" | "condition"; object: ObjectExpression; property: ObjectProperty; path: string }
  /** A string: an item of a list, or the value of a setting. */
  | { kind: "value"; node: Expression; list: ArrayExpression | undefined; path: string };

/** Every place in an object literal of rules that names the column, in the order they are written. */
export function columnNames(settings: ObjectExpression, column: string): ColumnName[] {
  return inObject(settings, column, "");
}

function inObject(object: ObjectExpression, column: string, at: string): ColumnName[] {
  return object.properties.flatMap((property): ColumnName[] => {
    if (property.type !== "Property" || property.computed) return [];
    const key = keyOf(property);
    const path = at === "" ? key : `${at}.${key}`;
    const own = key === column ? asKey(object, property, at) : [];
    return [...own, ...inValue(property.value, column, path)];
  });
}

function asKey(object: ObjectExpression, property: ObjectProperty, path: string): ColumnName[] {
  if (CONDITION.test(path)) return [{ kind: "condition", object, property, path }];
  return KEYED.some((pattern) => pattern.test(path)) ? [{ kind: "key", object, property, path }] : [];
}

function inValue(node: Expression, column: string, path: string): ColumnName[] {
  if (node.type === "ObjectExpression") return inObject(node, column, path);
  if (node.type === "ArrayExpression") {
    const listed = LISTED.some((pattern) => pattern.test(path));
    return node.elements.flatMap((element): ColumnName[] => {
      if (!element || element.type === "SpreadElement") return [];
      if (listed && isText(element, column)) return [{ kind: "value", node: element, list: node, path }];
      return inValue(element, column, path);
    });
  }
  return NAMED.test(path) && isText(node, column) ? [{ kind: "value", node, list: undefined, path }] : [];
}

function isText(node: Expression, text: string): boolean {
  return node.type === "Literal" && node.value === text;
}

function keyOf({ key }: ObjectProperty): string {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : "";
}
