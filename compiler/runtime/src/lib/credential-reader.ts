import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { Isolate } from "./isolate";
import type { RequestContext } from "./types";

/**
 * Knows the caller by something else than a session. A request that carries such a credential is judged
 * by it alone: a session beside it does not count.
 *
 * @returns undefined where the request carries none
 * @throws ApiError 429 AUTH_RATE_LIMITED
 */
export type CredentialReader = (c: Context<AppEnv>, isolate: Isolate) => Promise<RequestContext> | undefined;
