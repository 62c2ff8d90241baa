import type { Context } from "hono";
import type { ZodType } from "zod";
import type { AppEnv } from "./app-env";
import type { ActionMethod } from "./policy";
import { isObject, readJson } from "./validation";

/**
 * The raw input of an action: the JSON body, or for GET the query parameters (a repeated name is an
 * array), their texts turned into what the schema expects where that is plain.
 *
 * @throws ApiError 400 INVALID_JSON
 */
export async function actionInput(
  c: Context<AppEnv>,
  schema: ZodType,
  method: ActionMethod,
): Promise<unknown> {
  if (method !== "GET") {
    // An action without fields needs no body.
    const empty = c.req.header("content-length") === "0" || c.req.raw.body === null;
    return empty ? {} : readJson(c);
  }
  const input: [string, unknown][] = [];
  for (const [name, texts] of Object.entries(c.req.queries())) {
    if (name === "organizationId" && !fieldsOf(schema).includes(name)) continue;
    const expected = typesOf(schema, name);
    const values = texts.map((text) => coerce(text, expected));
    input.push([name, texts.length > 1 || expected.has("array") ? values : values[0]]);
  }
  // Not by assignment: `__proto__` would become the prototype.
  return Object.fromEntries(input);
}

function coerce(text: string, expected: Set<string>): unknown {
  if (expected.has("string") || expected.has("enum")) return text;
  if (
    (expected.has("number") || expected.has("int")) &&
    text.trim() !== "" &&
    Number.isFinite(Number(text))
  ) {
    return Number(text);
  }
  if (expected.has("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
}

function fieldsOf(schema: ZodType): string[] {
  const shape: unknown = Reflect.get(schema, "shape");
  return isObject(shape) ? Object.keys(shape) : [];
}

/** The Zod type names on the way into a field: `optional`, `array`, `number`, … */
function typesOf(schema: ZodType, field: string): Set<string> {
  const shape: unknown = Reflect.get(schema, "shape");
  const types = new Set<string>();
  let at: unknown = isObject(shape) && Object.hasOwn(shape, field) ? shape[field] : undefined;
  for (let depth = 0; isObject(at) && depth < 10; depth++) {
    const definition: unknown = at.def;
    if (!isObject(definition) || typeof definition.type !== "string") break;
    types.add(definition.type);
    at = definition.innerType ?? definition.element ?? definition.in;
  }
  return types;
}
