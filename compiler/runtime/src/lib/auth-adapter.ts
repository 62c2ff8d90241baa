import type { BetterAuthOptions, DBAdapter } from "better-auth";

type AdapterFactory = (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions>;

/** D1 takes at most 100 bound values per statement; some are left for the rest of the query. */
const MAX_LIST = 90;

/**
 * Splits unordered lookups by a long list of values into several statements, so that reading an
 * organization's members works above D1's limit.
 */
export function withinBoundValues(factory: AdapterFactory): AdapterFactory {
  return (options) => {
    const adapter = factory(options);
    const findMany: typeof adapter.findMany = async <T>(query: Parameters<typeof adapter.findMany>[0]) => {
      const long = query.where?.find(
        ({ operator, value }) => operator === "in" && Array.isArray(value) && value.length > MAX_LIST,
      );
      if (!long || !Array.isArray(long.value) || query.sortBy || query.offset) {
        return adapter.findMany<T>(query);
      }
      const rows: T[] = [];
      for (let at = 0; at < long.value.length; at += MAX_LIST) {
        const part = { ...long, value: long.value.slice(at, at + MAX_LIST) };
        const where = query.where?.map((clause) => (clause === long ? part : clause));
        rows.push(...(await adapter.findMany<T>({ ...query, where })));
      }
      return query.limit === undefined ? rows : rows.slice(0, query.limit);
    };
    return { ...adapter, findMany };
  };
}
