import { z } from "zod";
import type { Tool } from "./tool";

/** A tool as `tools/list` shows it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: "object"; [key: string]: unknown };
  outputSchema: { type: "object"; [key: string]: unknown };
  annotations: Tool["annotations"];
}

/** The tools in their fixed order, with JSON Schemas made from their Zod schemas. */
export function listTools(tools: readonly Tool[]): ListedTool[] {
  return tools.map(({ name, title, description, input, output, annotations }) => ({
    name,
    title,
    description,
    inputSchema: jsonSchema(input, "input"),
    outputSchema: jsonSchema(output, "output"),
    annotations,
  }));
}

function jsonSchema(schema: z.ZodObject, io: "input" | "output"): { type: "object"; [key: string]: unknown } {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, override: dropNoise(io) });
  return { ...rest, type: "object" };
}

/** Keys that cost an agent tokens and tell it little: the tool checks them, and says what is wrong. */
const NOISE = ["propertyNames", "maxLength", "maxItems", "minLength", "minItems", "pattern"] as const;

/** Leaves out noise; of an answer, also which of its parts are always there. */
function dropNoise(io: "input" | "output") {
  return ({ jsonSchema: node }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    for (const key of NOISE) delete node[key];
    if (node.type === "integer" && node.maximum === Number.MAX_SAFE_INTEGER) {
      delete node.maximum;
      delete node.minimum;
    }
    if (io === "input") return;
    delete node.additionalProperties;
    delete node.required;
  };
}
