import { z } from "zod";
import { accessSchema, functionMarker } from "./access.schema";

/** One action of `defineActions`, as loaded. What must be there is checked where the model is built. */
export const actionSchema = z.strictObject({
  description: z.string().optional(),
  input: z.unknown().optional(),
  access: accessSchema.optional(),
  execute: functionMarker.optional(),
  handler: z.string().optional(),
  standalone: z.boolean().optional(),
  path: z.string().optional(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  responseType: z.enum(["json", "stream", "file"]).optional(),
  sideEffects: z.enum(["sync", "async", "fire-and-forget"]).optional(),
  unsafe: z
    .union([
      z.boolean(),
      z.strictObject({
        reason: z.string().optional(),
        adminOnly: z.boolean().optional(),
        crossTenant: z.boolean().optional(),
        targetScope: z.enum(["organization", "all"]).optional(),
      }),
    ])
    .optional(),
  allowRawSql: z.boolean().optional(),
  cms: z.record(z.string(), z.unknown()).optional(),
});
