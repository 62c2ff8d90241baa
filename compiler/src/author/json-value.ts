import { type Expression, parseSync } from "oxc-parser";
import { stringLiteral } from "./literal";

/** Data that can be written as a literal. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Room for one line of code. */
const LINE_WIDTH = 110;
const KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a name may stand as a plain key: an identifier that no object knows already. */
export function isPlainKey(key: string): boolean {
  return KEY.test(key) && !(key in Object.prototype);
}

/** Whether a value is data throughout, with plain keys only. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isRecord(value) && Object.entries(value).every(([key, part]) => isPlainKey(key) && isJson(part));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The data that an expression spells out; `undefined` where anything in it is computed. */
export function literalValue(node: Expression): Json | undefined {
  if (node.type === "Literal") return isJson(node.value) ? node.value : undefined;
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = literalValue(node.argument);
    return typeof value === "number" ? -value : undefined;
  }
  if (node.type === "ArrayExpression") {
    const items: Json[] = [];
    for (const element of node.elements) {
      if (!element || element.type === "SpreadElement") return undefined;
      const item = literalValue(element);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  }
  if (node.type !== "ObjectExpression") return undefined;
  const entries: [string, Json][] = [];
  for (const property of node.properties) {
    if (property.type !== "Property" || property.computed) return undefined;
    const { key } = property;
    const name =
      key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
    const value = literalValue(property.value);
    if (name === undefined || value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** The data of a piece of source; `undefined` where it is more than a literal. */
export function literalOf(text: string): Json | undefined {
  const [statement] = parseSync("value.ts", `(${text})`, { preserveParens: false }).program.body;
  return statement?.type === "ExpressionStatement" ? literalValue(statement.expression) : undefined;
}

/** A value as source lines in two-space steps from column 0: on one line where `taken` columns leave room. */
export function valueLines(value: Json, quote: '"' | "'", taken: number): string[] {
  const line = inline(value, quote);
  if (typeof value !== "object" || value === null || taken + line.length <= LINE_WIDTH) return [line];
  const parts: [label: string, Json][] = Array.isArray(value)
    ? value.map((item) => ["", item])
    : Object.entries(value).map(([key, part]) => [`${key}: `, part]);
  const inner = parts.flatMap(([label, part]) => {
    const [first = "", ...rest] = valueLines(part, quote, taken + 2 + label.length + 1);
    const lines = [`${label}${first}`, ...rest];
    return lines.map((text, index) => `  ${text}${index === lines.length - 1 ? "," : ""}`);
  });
  return Array.isArray(value) ? ["[", ...inner, "]"] : ["{", ...inner, "}"];
}

function inline(value: Json, quote: '"' | "'"): string {
  if (typeof value === "string") return stringLiteral(value, quote);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, quote)).join(", ")}]`;
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${inline(part, quote)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
