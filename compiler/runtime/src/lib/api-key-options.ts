import type { ApiKeyConfigurationOptions } from "@better-auth/api-key";

type Configuration = Omit<ApiKeyConfigurationOptions, "configId">;

/** Options of the API key plugin: the project's, and what keeps keys as safe as the app expects them to be. */
export function apiKeyOptions(options: Configuration = {}) {
  return {
    ...options,
    rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: 100, ...options.rateLimit },
    // Names the organization that a key is for.
    enableMetadata: true,
    // The app reads keys itself, from its database and by their hash.
    storage: "database",
    references: "user",
    disableKeyHashing: false,
    // A key opens the app's routes; whoever finds one cannot change the account or make more of them.
    enableSessionForAPIKeys: false,
  } satisfies Configuration;
}
