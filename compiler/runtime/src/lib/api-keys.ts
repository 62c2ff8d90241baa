import { createHash } from "node:crypto";
import type { Context } from "hono";
import { type ApiKeyStore, createApiKeyStore, type KeyLimit } from "./api-key-store";
import type { AppEnv } from "./app-env";
import type { ApiKeyTable, AuthTables } from "./auth-tables";
import type { CredentialReader } from "./credential-reader";
import type { ApiError } from "./errors";
import { perIsolate } from "./per-isolate";
import { rateLimited } from "./rate-limited";
import { contextOf, isBanned, refusedContext } from "./session";
import type { RequestContext } from "./types";

/**
 * Knows the caller by the key in `x-api-key`. A key acts as the user who made it, in the organization that
 * its metadata names (`{ "organizationId": … }`) and with the role the user has there at the moment. It
 * opens the app's routes, never Better Auth's: who finds a key cannot change the account.
 */
export function apiKeys(tables: AuthTables & { apikey: ApiKeyTable }): CredentialReader {
  const storeOf = perIsolate(({ databases }) => createApiKeyStore(databases.auth.orm, tables, tables.apikey));
  return (c, isolate) => {
    const key = c.req.header("x-api-key");
    return key ? checkKey(c, key, storeOf(isolate), isolate.identities.organizations) : undefined;
  };
}

async function checkKey(
  c: Context<AppEnv>,
  key: string,
  store: ApiKeyStore,
  organizations: boolean,
): Promise<RequestContext> {
  const now = Date.now();
  const stored = await store.find(createHash("sha256").update(key).digest("base64url"));
  if (!stored?.enabled || isBanned(stored, now)) return refusedContext("key", "AUTH_INVALID_TOKEN");
  if (stored.expiresAt !== null && stored.expiresAt <= now) return refusedContext("key", "AUTH_EXPIRED");
  if (stored.limit && !(await store.claim(stored.id, now))) throw overused(c, stored.limit, now);
  return contextOf(stored, organizations);
}

function overused(c: Context<AppEnv>, { max, window }: KeyLimit, now: number): ApiError {
  // Used up for good, or until it is refilled.
  if (max === null || window === null) return rateLimited(c, 0);
  const retryAfter = Math.ceil((window - (now % window)) / 1000);
  return rateLimited(c, retryAfter, { limit: max, window: window / 1000 });
}
