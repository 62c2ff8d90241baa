import { z } from "zod";

const enabled = z.looseObject({ enabled: z.boolean() }).optional();

const options = z.looseObject({ teams: enabled, dynamicAccessControl: enabled });

const plugin = z.union([z.string(), z.strictObject({ name: z.string(), options: options.optional() })]);

const positive = z.number().positive();

/** Options of `defineAuth("better-auth", …)`. Plugin names are checked where the model is built. */
export const authOptionsSchema = z.strictObject({
  emailAndPassword: z
    .strictObject({ enabled: z.boolean().optional(), disableSignUp: z.boolean().optional() })
    .optional(),
  plugins: z.union([z.array(plugin), z.record(z.string(), z.union([z.boolean(), options]))]).optional(),
  session: z
    .strictObject({ expiresInDays: positive.optional(), updateAgeInDays: positive.optional() })
    .optional(),
  rateLimit: z
    .strictObject({
      enabled: z.boolean().optional(),
      window: positive.optional(),
      max: positive.optional(),
      customRules: z.record(z.string(), z.strictObject({ window: positive, max: positive })).optional(),
    })
    .optional(),
  trustedOrigins: z.array(z.string()).optional(),
});
