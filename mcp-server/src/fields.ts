import { z } from "zod";

/** The types of a column as of an action's input field. */
export const fieldType = z.enum(["text", "integer", "real", "boolean", "timestamp", "json", "enum"]);

/** A column to write; shared by the tools that write tables. */
export const column = z.strictObject({
  name: z.string(),
  type: fieldType,
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  enum: z.array(z.string()).max(100).optional(),
  references: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  min: z.number().optional(),
  onDelete: z.enum(["cascade", "set null", "no action"]).optional(),
  actionsOnly: z.boolean().optional(),
});

/** A constraint over columns to write. */
export const constraint = z.strictObject({
  unique: z.array(z.string()).max(16).optional(),
  index: z.array(z.string()).max(16).optional(),
  check: z.string().max(500).optional(),
  name: z.string().optional(),
});
