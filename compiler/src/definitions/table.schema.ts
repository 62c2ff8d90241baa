import { z } from "zod";
import { accessSchema, functionMarker, scalar } from "./access.schema";

const names = z.array(z.string());
const access = { access: accessSchema.optional() };
const fields = { fields: names.optional() };
const scope = { column: z.string().optional(), source: z.string().optional() };
const pageSize = z.int().positive().optional();

const firewall = z.strictObject({
  organization: z.strictObject(scope).optional(),
  owner: z.strictObject({ ...scope, mode: z.enum(["required", "optional"]).optional() }).optional(),
  team: z.strictObject(scope).optional(),
  softDelete: z.strictObject({ column: z.string().optional() }).optional(),
  errorMode: z.enum(["reveal", "hide"]).optional(),
  uniqueAcrossTenants: names.optional(),
  exception: z.boolean().optional(),
});

const batch = z
  .union([
    z.literal(false),
    z.strictObject({ ...access, maxBatchSize: z.number().optional(), allowAtomic: z.boolean().optional() }),
  ])
  .optional();

const computed = { computed: z.record(z.string(), functionMarker).optional() };

const crud = z.strictObject({
  list: z.strictObject({ ...access, pageSize, maxPageSize: pageSize, ...fields }).optional(),
  get: z.strictObject({ ...access, ...fields }).optional(),
  create: z
    .strictObject({ ...access, defaults: z.record(z.string(), scalar).optional(), ...computed })
    .optional(),
  update: z.strictObject({ ...access, ...computed }).optional(),
  delete: z.strictObject({ ...access, mode: z.enum(["soft", "hard"]).optional() }).optional(),
  put: z.strictObject(access).optional(),
  batchCreate: batch,
  batchUpdate: batch,
  batchDelete: batch,
  batchPut: batch,
});

const guards = z.strictObject({
  createable: names.optional(),
  updatable: names.optional(),
  immutable: names.optional(),
  protected: z.record(z.string(), names).optional(),
});

const mask = z.strictObject({
  type: z.enum(["email", "phone", "ssn", "creditCard", "name", "redact", "custom"]),
  show: z.strictObject({ roles: names.optional(), or: z.literal("owner").optional() }).optional(),
  mask: functionMarker.optional(),
});

const validation = z.strictObject({
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().nonnegative().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  email: z.boolean().optional(),
  url: z.boolean().optional(),
});

const section = z.strictObject({
  label: z.string(),
  fields: names,
  columns: z.union([z.literal(1), z.literal(2)]).optional(),
  collapsed: z.boolean().optional(),
});

/** The second argument of `defineTable`, as loaded. Column names are checked against the table later. */
export const tableSchema = z.strictObject({
  firewall: firewall.optional(),
  crud: crud.optional(),
  guards: z.union([guards, z.literal(false)]).optional(),
  masking: z.record(z.string(), mask).optional(),
  views: z.record(z.string(), z.strictObject({ fields: names, ...access })).optional(),
  validation: z.record(z.string(), validation).optional(),
  references: z.record(z.string(), z.string()).optional(),
  displayColumn: z.string().optional(),
  defaultSort: z.strictObject({ field: z.string(), order: z.enum(["asc", "desc"]).optional() }).optional(),
  search: z.strictObject({ fields: names.optional(), fullText: z.boolean().optional() }).optional(),
  inputHints: z.record(z.string(), z.string()).optional(),
  layouts: z.record(z.string(), z.strictObject({ sections: z.array(section) })).optional(),
});
