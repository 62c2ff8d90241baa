import { tokenLifetime } from "../2-model/auth-model";
import { hasPlugin } from "../2-model/has-plugin";
import type { ProjectModel } from "../2-model/project-model";
import { place } from "./definition-place";
import type { Credentials } from "./report-schema";

/** What the app knows its callers by, beside the session cookie. */
export function reportedCredentials({ auth, positions }: ProjectModel): Credentials {
  const lifetime = tokenLifetime(auth);
  return {
    bearer: hasPlugin(auth, "bearer"),
    apiKey: hasPlugin(auth, "apiKey"),
    ...(lifetime !== undefined && { jwt: { expiresInSeconds: lifetime } }),
    definition: place(
      positions["providers.auth.config.plugins"] ?? positions["providers.auth"] ?? positions[""],
      "quickback/quickback.config.ts",
    ),
  };
}
