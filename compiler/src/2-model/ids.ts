/**
 * Prefix of a table's generated ids: the first letter, then the consonants that follow, three
 * characters in all, case kept: `candidates` → `cnd`, `jobPostings` → `jbP`.
 */
export function idPrefix(table: string): string {
  const letters = table.replaceAll(/[^A-Za-z]/g, "");
  return (letters.charAt(0) + letters.slice(1).replaceAll(/[aeiou]/gi, "")).slice(0, 3);
}
