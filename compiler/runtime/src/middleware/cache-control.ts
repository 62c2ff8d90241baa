import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";

/** Keeps every cache from storing an answer that says nothing about caching itself: it is one caller's own. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { headers } = c.res;
  // `c.header` would build the response anew.
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
});
