import { z } from "zod";

/** The types of a column as of an action's input field. */
export const fieldType = z.enum(["text", "integer", "real", "boolean", "timestamp", "json", "enum"]);
