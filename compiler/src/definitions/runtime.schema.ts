import { z } from "zod";

/** Options of `defineRuntime("cloudflare", …)`. */
export const runtimeOptionsSchema = z.strictObject({
  compatibilityDate: z.iso.date().optional(),
  routes: z.array(z.strictObject({ pattern: z.string(), custom_domain: z.boolean().optional() })).optional(),
  vars: z.record(z.string(), z.string()).optional(),
});
