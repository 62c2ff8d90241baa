import { apiKey } from "@better-auth/api-key";
import { admin, bearer, organization } from "better-auth/plugins";
import { z } from "zod";
import type { AuthModel } from "../../2-model/project-model";

/** The options of the organization plugin that change its tables. */
const schemaOptions = z.object({
  teams: z.object({ enabled: z.boolean() }).optional(),
  dynamicAccessControl: z.object({ enabled: z.boolean() }).optional(),
});

/** The auth configuration as far as it decides about tables, for Better Auth's `getAuthTables`. */
export function schemaRelevantOptions(auth: AuthModel) {
  return {
    plugins: betterAuthPlugins(auth).map(({ name, options }) => {
      if (name === "admin") return admin();
      if (name === "bearer") return bearer();
      if (name === "apiKey") return apiKey();
      const { teams, dynamicAccessControl } = schemaOptions.parse(options);
      return organization({
        ...(teams && { teams }),
        ...(dynamicAccessControl && { dynamicAccessControl }),
      });
    }),
    ...(storesRateLimits(auth) && { rateLimit: { storage: "database" as const } }),
  };
}

/** The plugins that Better Auth itself is given; the app's stateless tokens are none of its. */
export function betterAuthPlugins({ plugins }: AuthModel) {
  return plugins.filter(({ name }) => name !== "jwt");
}

/** Isolates share no memory, so limits that hold are kept in the database. */
export function storesRateLimits({ rateLimit }: AuthModel): boolean {
  return rateLimit?.enabled ?? false;
}
