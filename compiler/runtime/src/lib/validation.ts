import type { Context } from "hono";
import { type ZodType, z } from "zod";
import type { AppEnv } from "./app-env";
import { ApiError } from "./errors";
import type { Row } from "./types";

/** The 400 for input that does not fit. `fields` is path → message and never repeats a value. */
export function validationFailed(
  fields: Record<string, string>,
  more: Record<string, unknown> = {},
): ApiError {
  return new ApiError(400, {
    error: "The request does not fit",
    layer: "validation",
    code: "VALIDATION_FAILED",
    details: { fields, ...more },
  });
}

/** Far deeper than data is, far less deep than what exhausts the stack of whoever reads it back. */
const MAX_DEPTH = 64;

/** The JSON body. @throws ApiError 400 INVALID_JSON, VALIDATION_FAILED where it is nested too deeply */
export async function readJson(c: Context<AppEnv>): Promise<unknown> {
  const body: unknown = await c.req.json().catch(() => {
    throw new ApiError(400, {
      error: "The body is not valid JSON",
      layer: "validation",
      code: "INVALID_JSON",
    });
  });
  if (exceeds(body, MAX_DEPTH)) throw validationFailed({ "": `Nested deeper than ${MAX_DEPTH} levels` });
  return body;
}

function exceeds(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => exceeds(inner, depth - 1));
}

/** The JSON body, which must be an object. @throws ApiError 400 INVALID_JSON or VALIDATION_FAILED */
export async function readObject(c: Context<AppEnv>): Promise<Row> {
  const body = await readJson(c);
  if (!isObject(body)) throw validationFailed({ "": "Send a JSON object" });
  return body;
}

/** Input checked by its schema. @throws ApiError 400 VALIDATION_FAILED with a message per path */
export async function validate<S extends ZodType>(schema: S, input: unknown): Promise<z.output<S>> {
  const result = parseNow(schema, input) ?? (await schema.safeParseAsync(input));
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join(".");
    fields[path] ??= issue.message;
  }
  throw validationFailed(fields);
}

/** The result where nothing in the schema is asynchronous, which Zod parses faster; undefined otherwise. */
function parseNow<S extends ZodType>(schema: S, input: unknown) {
  try {
    return schema.safeParse(input);
  } catch (error) {
    if (error instanceof z.core.$ZodAsyncError) return undefined;
    throw error;
  }
}

export function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
