import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";

/** Hands actions what they may reach beyond the database. */
export const withServices = createMiddleware<AppEnv>((c, next) => {
  c.set("services", { env: c.env, waitUntil: (work) => c.executionCtx.waitUntil(work) });
  return next();
});
