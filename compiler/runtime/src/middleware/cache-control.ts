import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";

/** Keeps every cache from storing an answer that says nothing about caching itself: it is one caller's own. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
});
