import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";
import { missingVariables } from "../lib/environment";

/** Answers 503 `MISSING_ENV` while a required variable is not set, before anything uses it. */
export const requireEnvironment = createMiddleware<AppEnv>(async (c, next) => {
  const missing = missingVariables(c.env);
  if (missing.length === 0) return next();
  return c.json(
    {
      error: "The app is not configured",
      code: "MISSING_ENV",
      missing,
      hint: "Set them in .dev.vars for local use; for a deployed Worker run `npx wrangler secret put <name>`",
    },
    503,
  );
});
