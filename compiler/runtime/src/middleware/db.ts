import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";
import type { IsolateOf } from "../lib/isolate";

/** Hands the isolate's databases to the request; runs no statement. */
export const withDatabases = (isolateOf: IsolateOf) =>
  createMiddleware<AppEnv>((c, next) => {
    const { databases, identities } = isolateOf(c.env);
    c.set("databases", databases);
    c.set("identities", identities);
    return next();
  });
