import { z } from "zod";

/** A function in loaded data. */
export const functionMarker = z.strictObject({ $function: z.literal(true), parameters: z.number() });

/** A literal in a condition or a default. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const condition = z.strictObject({
  equals: scalar.optional(),
  notEquals: scalar.optional(),
  in: z.array(scalar).optional(),
  notIn: z.array(scalar).optional(),
  lessThan: scalar.optional(),
  greaterThan: scalar.optional(),
  lessThanOrEqual: scalar.optional(),
  greaterThanOrEqual: scalar.optional(),
});

const rule = z.strictObject({
  roles: z.array(z.string()).optional(),
  userRole: z.array(z.string()).optional(),
  record: z.record(z.string(), condition).optional(),
  get or() {
    return z.array(z.union([rule, functionMarker])).optional();
  },
  get and() {
    return z.array(z.union([rule, functionMarker])).optional();
  },
});

/** Who may do something: a rule, or a function. */
export const accessSchema = z.union([rule, functionMarker]);
