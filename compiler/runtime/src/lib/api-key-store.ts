import { and, eq, type SQL, sql } from "drizzle-orm";
import type { ApiKeyTable, AuthTables } from "./auth-tables";
import type { Orm } from "./database";
import { roleOf, type StoredCaller, textOrNull, userOf } from "./identity-store";

/** An API key with its user and the user's membership in the organization that the key is for. */
export interface StoredKey extends StoredCaller {
  id: string;
  enabled: boolean;
  /** Milliseconds since the epoch; null: never. */
  expiresAt: number | null;
  /** Its uses are counted; null where they are not. */
  limit: KeyLimit | null;
}

/** How often a key may be used; null where that side of it has no limit. */
export interface KeyLimit {
  /** Requests per window. */
  max: number | null;
  /** Milliseconds. */
  window: number | null;
}

/** Reads API keys, one statement per question. */
export interface ApiKeyStore {
  /** @param hash of the key, as Better Auth keeps it */
  find(hash: string): Promise<StoredKey | undefined>;
  /**
   * Counts one use, unless that would be one too many; uses at the same time cannot pass a limit together.
   * @param now milliseconds since the epoch
   * @returns whether the key may be used
   */
  claim(id: string, now: number): Promise<boolean>;
}

/** Prepares the statements of an isolate. */
export function createApiKeyStore(orm: Orm, tables: AuthTables, apikey: ApiKeyTable): ApiKeyStore {
  const findKey = prepareFind(orm, tables, apikey);
  const claimUse = prepareClaim(orm, apikey);
  return {
    async find(key) {
      const found = await findKey.get({ key });
      if (!found?.user) return undefined;
      const { user, enabled, counted, max, window, ...rest } = found;
      const limit = counted === 1 ? { max, window } : null;
      return { ...rest, ...user, enabled: enabled === 1, limit, teamId: null };
    },
    claim: async (id, now) => (await claimUse.all({ id, now })).length > 0,
  };
}

/** The organization that the key's maker wrote into its metadata; what counts is the membership found there. */
const organizationOf = ({ metadata }: ApiKeyTable) =>
  sql`(case when json_valid(${metadata}) then json_extract(${metadata}, '$.organizationId') end)`;

const isRateLimited = ({ rateLimitEnabled, rateLimitMax, rateLimitTimeWindow }: ApiKeyTable) =>
  sql`(${rateLimitEnabled} = 1 and ${rateLimitMax} is not null and ${rateLimitTimeWindow} > 0)`;

function prepareFind(orm: Orm, { user, member }: AuthTables, apikey: ApiKeyTable) {
  const organization = organizationOf(apikey);
  const limited = isRateLimited(apikey);
  return orm
    .select({
      id: sql<string>`${apikey.id}`,
      userId: sql<string>`${apikey.referenceId}`,
      enabled: sql<number>`${apikey.enabled}`,
      expiresAt: sql<number | null>`${apikey.expiresAt}`,
      counted: sql<number>`(${limited} or ${apikey.remaining} is not null)`,
      max: sql<number | null>`(case when ${limited} then ${apikey.rateLimitMax} end)`,
      window: sql<number | null>`(case when ${limited} then ${apikey.rateLimitTimeWindow} end)`,
      user: userOf(orm, user, apikey.referenceId),
      activeOrganizationId: textOrNull(organization),
      memberRole: textOrNull(roleOf(orm, member, apikey.referenceId, organization)),
    })
    .from(apikey)
    .where(eq(apikey.key, sql.placeholder("key")))
    .prepare();
}

/**
 * One conditional UPDATE. Windows are counted from the epoch: Better Auth's own begin anew only after a
 * pause as long as a window, so that steady use would end in refusals below the limit.
 */
function prepareClaim(orm: Orm, apikey: ApiKeyTable) {
  const { rateLimitMax, rateLimitTimeWindow, requestCount, lastRequest, remaining } = apikey;
  const { refillAmount, refillInterval, lastRefillAt, createdAt } = apikey;
  // Drivers bind numbers as reals, of which the quotient would be no window's number.
  const now = sql`cast(${sql.placeholder("now")} as integer)`;
  const limited = isRateLimited(apikey);
  const newWindow = sql`(${lastRequest} is null or ${lastRequest} / ${rateLimitTimeWindow} < ${now} / ${rateLimitTimeWindow})`;
  const refill = sql`(${refillAmount} > 0 and ${now} - coalesce(${lastRefillAt}, ${createdAt}) > ${refillInterval})`;
  const within = sql`(not ${limited} or ${newWindow} or ${requestCount} < ${rateLimitMax})`;
  const left = sql`(${remaining} is null or ${remaining} > 0 or ${refill})`;
  const changes: Record<string, SQL> = {
    requestCount: sql`case when ${limited} and not ${newWindow} then ${requestCount} + 1 else 1 end`,
    lastRequest: now,
    remaining: sql`case when ${remaining} is null then null when ${refill} then ${refillAmount} - 1 else ${remaining} - 1 end`,
    lastRefillAt: sql`case when ${remaining} is not null and ${refill} then ${now} else ${lastRefillAt} end`,
  };
  return orm
    .update(apikey)
    .set(changes)
    .where(and(eq(apikey.id, sql.placeholder("id")), within, left))
    .returning({ id: apikey.id })
    .prepare();
}
