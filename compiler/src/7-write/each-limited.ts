/** Disk work at once: enough to keep the disk busy, too little to run out of file handles. */
const limit = 64;

/** Maps with a bounded number of promises under way; results in the order of the items. */
export async function mapLimited<T, U>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const results = new Array<U>(items.length);
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
