import { gate, type SecurityPin } from "./security-pin";

/** Keys and tokens: apps that accept them are probed with few, and forgery has many forms. */
export const credentialPins: SecurityPin[] = [
  gate(
    "middleware/auth#authenticate",
    "a request is judged by one credential",
    'c.set("ctx", await ctx);',
    "if (!ctx) continue;",
  ),
  gate(
    "lib/api-keys#checkKey",
    "a key that is off, over or used up lets nobody in",
    'createHash("sha256").update(key).digest("base64url")',
    'if (!stored?.enabled || isBanned(stored, now)) return refusedContext("key", "AUTH_INVALID_TOKEN");',
    'if (stored.expiresAt !== null && stored.expiresAt <= now) return refusedContext("key", "AUTH_EXPIRED");',
    "if (stored.limit && !(await store.claim(stored.id, now))) throw overused(c, stored.limit, now);",
  ),
  gate(
    "lib/api-key-store#prepareFind",
    "a key's role is the one that its user has in its organization",
    "roleOf(orm, member, apikey.referenceId, organization)",
    'eq(apikey.key, sql.placeholder("key"))',
  ),
  gate(
    "lib/api-key-store#prepareClaim",
    "uses at the same time cannot pass a limit together",
    'and(eq(apikey.id, sql.placeholder("id")), within, left)',
  ),
  gate(
    "lib/api-tokens#apiTokens",
    "a token is made of a session only, and ends",
    'if (!c.get("bySession")) throw sessionNeeded();',
    "const claims = { ...caller, iat: now, exp: now + expiresInSeconds, iss: isolate.baseUrl };",
  ),
  gate(
    "lib/api-tokens#checkToken",
    "a token counts by its signature, for this app and until it ends",
    'const options = { alg: "HS256", iss: isolate.baseUrl, iat: false } as const;',
    "claimsSchema.parse(await verify(token, keyOf(isolate), options))",
  ),
  gate(
    "lib/api-tokens#tokenKey",
    "tokens are signed with a key of their own",
    'createHmac("sha256", secret).update("api token").digest("hex")',
  ),
];
