import { z } from "zod";
import { authOptionsSchema } from "./auth.schema";
import { databaseOptionsSchema } from "./database.schema";
import { runtimeOptionsSchema } from "./runtime.schema";

const texts = z.record(z.string(), z.string());

const signature = z.strictObject({
  enabled: z.boolean().optional(),
  required: z.boolean().optional(),
  keyEnv: z.string().optional(),
  key: z.string().optional(),
  keyId: z.string().optional(),
  path: z.string().optional(),
});

/** New name → old name; `null` says that the new one is not a rename. */
const hints = z.record(z.string(), z.string().nullable());

const renames = z.strictObject({
  tables: hints.optional(),
  columns: z.record(z.string(), hints).optional(),
});

const securityContracts = z.strictObject({
  failMode: z.enum(["error", "warn"]).optional(),
  report: z
    .strictObject({
      enabled: z.boolean().optional(),
      path: z.string().optional(),
      signature: signature.optional(),
    })
    .optional(),
});

/** The default export of quickback.config.ts, as loaded. */
export const configSchema = z.strictObject({
  name: z.string(),
  template: z.literal("hono"),
  providers: z.strictObject({
    runtime: z.strictObject({ name: z.string(), config: runtimeOptionsSchema.optional() }),
    database: z.strictObject({ name: z.string(), config: databaseOptionsSchema.optional() }),
    auth: z.strictObject({ name: z.string(), config: authOptionsSchema.optional() }),
  }),
  features: z
    .union([z.strictObject({ organizations: z.boolean().optional() }), z.array(z.literal("organizations"))])
    .optional(),
  build: z
    .strictObject({
      packageManager: z.enum(["npm", "pnpm", "yarn", "bun"]).optional(),
      dependencies: texts.optional(),
    })
    .optional(),
  compiler: z
    .strictObject({
      features: z.strictObject({ auditFields: z.boolean().optional() }).optional(),
      migrations: z.strictObject({ renames: renames.optional() }).optional(),
      securityContracts: securityContracts.optional(),
    })
    .optional(),
  openapi: z.strictObject({ generate: z.boolean().optional(), publish: z.boolean().optional() }).optional(),
  schemaRegistry: z.strictObject({ generate: z.boolean().optional() }).optional(),
  etag: z.strictObject({ enabled: z.boolean().optional() }).optional(),
  trustedOrigins: z.array(z.string()).optional(),
  domain: z.string().optional(),
  dev: z.strictObject({ port: z.int().min(1).max(65535).optional() }).optional(),
});
