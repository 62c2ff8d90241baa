import { z } from "zod";

const dataSource = z.strictObject({
  table: z.string(),
  defaultSort: z
    .strictObject({ field: z.string(), order: z.enum(["asc", "desc"]).default("asc") })
    .optional(),
  displayColumns: z.array(z.string()).optional(),
});

const panel = z.strictObject({
  id: z.string(),
  title: z.string().optional(),
  dataSource: z.string(),
  position: z.enum(["left", "right"]),
  features: z.array(z.enum(["drag-source", "drop-target"])).default([]),
});

const matchingRule = z.strictObject({
  name: z.string(),
  weight: z.number().positive(),
  condition: z.strictObject({
    left: z.string(),
    right: z.string(),
    operator: z.enum(["abs-equals", "within-days", "fuzzy-match"]),
    value: z.number().nonnegative().optional(),
  }),
});

const pageAction = z.strictObject({
  table: z.string(),
  action: z.string(),
  label: z.string().optional(),
  icon: z.string().optional(),
  confirm: z.string().optional(),
});

/** The argument of `definePage`, as loaded. */
export const pageSchema = z.strictObject({
  slug: z.string(),
  title: z.string(),
  description: z.string().optional(),
  icon: z.string().optional(),
  feature: z.string().optional(),
  access: z
    .strictObject({ roles: z.array(z.string()).optional(), userRole: z.array(z.string()).optional() })
    .optional(),
  dataSources: z.record(z.string(), dataSource),
  layout: z.strictObject({ type: z.literal("split-panel"), panels: z.array(panel) }),
  matching: z
    .strictObject({
      enabled: z.boolean().default(true),
      confidenceThreshold: z.number().min(0).max(1).default(0.5),
      rules: z.array(matchingRule),
    })
    .optional(),
  pageActions: z.record(z.string(), pageAction).default({}),
});
