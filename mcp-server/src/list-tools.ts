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
    inputSchema: jsonSchema(input, "input", shorten),
    outputSchema: namesOnly(jsonSchema(output, "output", dropNoise)),
    annotations,
  }));
}

/** The input of a tool with every nested schema written out, for a reader that counts no tokens. */
export function inputSchemaOf({ input, whole = input }: Tool): ListedTool["inputSchema"] {
  return jsonSchema(whole, "input", dropNoise);
}

type JsonSchema = { type: "object"; properties?: unknown; [key: string]: unknown };
type Node = z.core.JSONSchema.BaseSchema;

function jsonSchema(schema: z.ZodObject, io: "input" | "output", trim: (node: Node) => void): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema: node }) => trim(node),
  });
  return { ...rest, type: "object" };
}

/** Keys that cost an agent tokens and tell it little: the tool checks them, and says what is wrong. */
const NOISE = [
  "propertyNames",
  "maxLength",
  "maxItems",
  "maximum",
  "minLength",
  "minItems",
  "minimum",
  "pattern",
] as const;

function dropNoise(node: Node): void {
  for (const key of NOISE) delete node[key];
}

/** Also leaves out what values say anyway, and puts a `brief` in the place of the schema that it describes. */
function shorten(node: Node): void {
  dropNoise(node);
  if (node.enum) delete node.type;
  if (node.type === "object" && !node.properties) delete node.additionalProperties;
  if (typeof node.brief !== "string") return;
  const { brief } = node;
  for (const key of Object.keys(node)) delete node[key];
  Object.assign(node, { type: "object", description: brief });
}

const named = z.record(z.string(), z.unknown());

/**
 * Of an answer, the names of its parts. What they hold shows when they come, and the server checks every
 * answer against the whole schema; types would take a tenth of what the list may cost.
 */
function namesOnly({ properties }: JsonSchema): JsonSchema {
  const names = Object.keys(named.parse(properties));
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, {}])) };
}
