import type { JsonSchema } from "../../2-model/project-model";

/** A request body or answer as JSON. */
export const json = (schema: JsonSchema): JsonSchema => ({ "application/json": { schema } });

/** One of the document's schemas. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
