import { z } from "zod";

/** Options of `defineDatabase(…)`; those of D1 alone are refused for others where the model is built. */
export const databaseOptionsSchema = z.strictObject({
  generateId: z
    .union([z.enum(["uuid", "cuid", "nanoid", "prefixed", "serial"]), z.literal(false)])
    .optional(),
  namingConvention: z.enum(["camelCase", "snake_case"]).optional(),
  usePlurals: z.boolean().optional(),
  splitDatabases: z.boolean().optional(),
  binding: z.string().optional(),
  authBinding: z.string().optional(),
  featuresBinding: z.string().optional(),
  auditBinding: z.string().optional(),
  authDatabaseId: z.string().optional(),
  featuresDatabaseId: z.string().optional(),
  auditDatabaseId: z.string().optional(),
  kvNamespaceId: z.string().optional(),
});
