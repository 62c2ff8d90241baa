import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";

const HEADER = "x-request-id";
/** Where an id may come from, the first plain one counts: a caller's own, Cloudflare's, a proxy's. */
const INBOUND = [HEADER, "cf-ray", "x-correlation-id"];
const ACCEPTED = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Gives each request an id and repeats it in the answer. A caller's own id is kept where it is short
 * and plain; `hono/request-id` would also admit `=` and more characters than that.
 */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const inbound = INBOUND.map((name) => c.req.header(name));
  const id = inbound.find((value) => value !== undefined && ACCEPTED.test(value)) ?? crypto.randomUUID();
  c.set("requestId", id);
  await next();
  // On the finished answer: an action's or Better Auth's own takes over no header that was set before it.
  c.res.headers.set(HEADER, id);
});
