import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";

const HEADER = "x-request-id";
const ACCEPTED = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Gives each request an id and repeats it in the answer. A caller's own id is kept where it is short
 * and plain; `hono/request-id` would also admit `=` and more characters than that.
 */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const inbound = c.req.header(HEADER);
  const id = inbound !== undefined && ACCEPTED.test(inbound) ? inbound : crypto.randomUUID();
  c.set("requestId", id);
  await next();
  // On the finished answer: an action's or Better Auth's own takes over no header that was set before it.
  c.res.headers.set(HEADER, id);
});
