import { z } from "zod";

const node = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  get items() {
    return node.optional();
  },
  get anyOf() {
    return z.array(node).optional();
  },
  get properties() {
    return z.record(z.string(), node).default({});
  },
});

type Node = z.output<typeof node>;

/** One field of an input or output, as a line of a table. */
export interface SchemaRow {
  /** Dotted path; `[]` after a list. */
  path: string;
  type: string;
  required: boolean;
  meaning: string;
}

/** The fields of an object's JSON Schema, nested ones below their parent. */
export function schemaRows(schema: unknown): SchemaRow[] {
  return rowsOf(node.parse(schema), "");
}

function rowsOf({ properties, required }: Node, prefix: string): SchemaRow[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const inner = property.items ?? property;
    const path = `${prefix}${name}`;
    return [
      { path, type: typeOf(property), required: required.includes(name), meaning: meaningOf(property) },
      ...rowsOf(inner, `${path}${property.items ? "[]" : ""}.`),
    ];
  });
}

function meaningOf({ description, default: preset }: Node): string {
  const parts = [description ?? "", preset === undefined ? "" : `default \`${JSON.stringify(preset)}\``];
  return parts.filter((part) => part !== "").join("; ");
}

function typeOf({ type, const: only, enum: values, items, anyOf }: Node): string {
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  return items ? `list of ${typeOf(items)}` : [type ?? "any"].flat().join(" or ");
}
