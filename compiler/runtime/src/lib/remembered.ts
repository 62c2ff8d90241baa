/**
 * What was made for a key before, or now. A full cache forgets the oldest: what is asked for often follows
 * from what clients send, and must not fill the memory.
 */
export function remembered<T>(cache: Map<string, T>, limit: number, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const [oldest] = cache.keys();
  if (oldest !== undefined && cache.size >= limit) cache.delete(oldest);
  const made = make();
  cache.set(key, made);
  return made;
}
