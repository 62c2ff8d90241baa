const LENGTH = 3;

/**
 * Prefix of a table's generated ids: the first letter, then the consonants that follow, three
 * characters in all, case kept: `candidates` → `cnd`, `jobPostings` → `jbP`.
 */
export function idPrefix(table: string): string {
  return skeleton(table).slice(0, LENGTH);
}

/**
 * Prefixes of all tables, no two alike: of those that would share one, all but the first by name show where
 * their last word begins (`stockLevels` → `stc`, `stockMovements` → `stM`), or else are longer.
 */
export function idPrefixes(tables: Iterable<string>): Map<string, string> {
  const prefixes = new Map<string, string>();
  const taken = new Set<string>();
  for (const table of [...tables].sort()) {
    const prefix = candidatesOf(table).find((candidate) => !taken.has(candidate)) ?? table;
    prefixes.set(table, prefix);
    taken.add(prefix);
  }
  return prefixes;
}

function candidatesOf(table: string): string[] {
  const letters = skeleton(table);
  const lastWord = /.([A-Z])[^A-Z]*$/.exec(table)?.[1];
  const words = lastWord === undefined ? [] : [letters.slice(0, LENGTH - 1) + lastWord];
  const longer = Array.from(letters.slice(LENGTH), (_, index) => letters.slice(0, LENGTH + 1 + index));
  return [idPrefix(table), ...words, ...longer];
}

/** The letters of a name without the vowels after the first. */
function skeleton(table: string): string {
  const letters = table.replaceAll(/[^A-Za-z]/g, "");
  return letters.charAt(0) + letters.slice(1).replaceAll(/[aeiou]/gi, "");
}
