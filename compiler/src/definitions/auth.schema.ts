import { z } from "zod";

const enabled = z.looseObject({ enabled: z.boolean() }).optional();

const positive = z.number().positive();

/** For as long a token may outlive what it says, in seconds. */
const MAX_TOKEN_LIFETIME = 60 * 60;

const options = z.looseObject({
  teams: enabled,
  dynamicAccessControl: enabled,
  rateLimit: z
    .looseObject({
      enabled: z.boolean().optional(),
      timeWindow: positive.int().optional(),
      maxRequests: positive.int().optional(),
    })
    .optional(),
  expiresInSeconds: positive.int().max(MAX_TOKEN_LIFETIME).optional(),
});

const plugin = z.union([z.string(), z.strictObject({ name: z.string(), options: options.optional() })]);

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
