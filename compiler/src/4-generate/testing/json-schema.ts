import { z } from "zod";
import type { JsonSchema, JsonValue } from "../../2-model/project-model";

/**
 * Whether a value satisfies a JSON Schema: the part of 2020-12 that the generated bodies use. Written from
 * the standard, not from the generator, so that the two can be held against each other.
 * @throws Error for a keyword it does not know: nothing passes unread
 */
export function satisfies(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    const check = keywords[keyword];
    if (!check) throw new Error(`Unknown JSON Schema keyword ${keyword}`);
    return check(value, argument, schema);
  });
}

type Check = (value: unknown, argument: JsonValue, schema: JsonSchema) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asSchema = (value: unknown): JsonSchema => z.record(z.string(), z.json()).parse(value);
const onString = (check: (text: string, argument: JsonValue) => boolean): Check => {
  return (value, argument) => typeof value !== "string" || check(value, argument);
};
const onNumber = (check: (number: number, argument: number) => boolean): Check => {
  return (value, argument) => typeof value !== "number" || check(value, Number(argument));
};

const types: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
};

const formats: Record<string, (text: string) => boolean> = {
  email: (text) => /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(text),
  uri: (text) => /^https?:\/\/\S+$/.test(text),
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text),
};

const keywords: Record<string, Check> = {
  description: () => true,
  type: (value, argument) => [argument].flat().some((name) => types[String(name)]?.(value)),
  enum: (value, argument) => [argument].flat().some((allowed) => allowed === value),
  const: (value, argument) => value === argument,
  minimum: onNumber((number, limit) => number >= limit),
  maximum: onNumber((number, limit) => number <= limit),
  minLength: onString((text, limit) => text.length >= Number(limit)),
  maxLength: onString((text, limit) => text.length <= Number(limit)),
  pattern: onString((text, pattern) => new RegExp(String(pattern)).test(text)),
  format: onString((text, name) => formats[String(name)]?.(text) ?? false),
  contentEncoding: onString((text) => /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0),
  required: (value, names) =>
    !isObject(value) || [names].flat().every((name) => Object.hasOwn(value, String(name))),
  minProperties: (value, count) => !isObject(value) || Object.keys(value).length >= Number(count),
  properties: (value, argument) =>
    !isObject(value) ||
    Object.entries(asSchema(argument)).every(
      ([name, schema]) => !Object.hasOwn(value, name) || satisfies(asSchema(schema), value[name]),
    ),
  additionalProperties: (value, argument, { properties }) =>
    argument !== false ||
    !isObject(value) ||
    Object.keys(value).every((name) => Object.hasOwn(asSchema(properties ?? {}), name)),
};
