import { z } from "zod";

/** The types of a column as of an action's input field. */
export const fieldType = z.enum(["text", "integer", "real", "boolean", "timestamp", "json", "enum"]);

/** What an edit answers; shared by the tools that write definitions. */
export const editOutput = z.object({ path: z.string(), written: z.boolean(), diff: z.string() });
