import type { Databases } from "./database";
import type { IdentityStore } from "./identity-store";
import type { Services } from "./services";
import type { RequestContext } from "./types";

/** Hono's environment in a compiled app. */
export interface AppEnv {
  Bindings: Record<string, unknown>;
  Variables: {
    ctx: RequestContext;
    /** The caller is known by a session, not by a key or a token. */
    bySession: boolean;
    databases: Databases;
    /** Sessions and memberships, read from the auth database. */
    identities: IdentityStore;
    services: Services;
    requestId: string;
  };
}
