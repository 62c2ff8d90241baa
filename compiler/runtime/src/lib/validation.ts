import type { Context } from "hono";
import type { ZodType, z } from "zod";
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

/** The JSON body. @throws ApiError 400 INVALID_JSON */
export async function readJson(c: Context<AppEnv>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new ApiError(400, {
      error: "The body is not valid JSON",
      layer: "validation",
      code: "INVALID_JSON",
    });
  }
}

/** The JSON body, which must be an object. @throws ApiError 400 INVALID_JSON or VALIDATION_FAILED */
export async function readObject(c: Context<AppEnv>): Promise<Row> {
  const body = await readJson(c);
  if (!isObject(body)) throw validationFailed({ "": "Send a JSON object" });
  return body;
}

/** Input checked by its schema. @throws ApiError 400 VALIDATION_FAILED with a message per path */
export async function validate<S extends ZodType>(schema: S, input: unknown): Promise<z.output<S>> {
  const result = await schema.safeParseAsync(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join(".");
    fields[path] ??= issue.message;
  }
  throw validationFailed(fields);
}

export function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
