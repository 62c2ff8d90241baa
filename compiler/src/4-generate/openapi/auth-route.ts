import type { JsonSchema } from "../../2-model/project-model";

/** A route of Better Auth. */
export interface AuthRoute {
  method: "get" | "post";
  path: string;
  operationId: string;
  summary: string;
  /** Fields of the body; the ones in `required` must be there. */
  body?: { properties: Record<string, JsonSchema>; required: string[] };
  public?: boolean;
  /** What it answers with 200. */
  answer: JsonSchema;
}

export const text: JsonSchema = { type: "string" };
export const email: JsonSchema = { type: "string", format: "email" };
export const roles: JsonSchema = { type: ["string", "array"], items: text };
export const flag: JsonSchema = { type: "boolean" };

export const object = (
  properties: Record<string, JsonSchema>,
  required = Object.keys(properties),
): JsonSchema => ({
  type: "object",
  properties,
  required,
});
export const orNone = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
