import type { Databases } from "./database";
import type { Services } from "./services";
import type { RequestContext } from "./types";

/** Hono's environment in a compiled app. */
export interface AppEnv {
  Bindings: Record<string, unknown>;
  Variables: {
    ctx: RequestContext;
    databases: Databases;
    services: Services;
    requestId: string;
  };
}
