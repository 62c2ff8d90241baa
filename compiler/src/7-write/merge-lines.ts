import { lineKeys } from "../shared-files";

/**
 * Adds the generated lines that a file of lines (`.gitignore`) lacks; the user's lines stay as they
 * are, and lines managed before and generated no more are taken out.
 */
export function mergeLines(
  existing: string,
  generated: string,
  formerKeys: string[],
): { text: string; keys: string[] } {
  const keys = lineKeys(generated);
  const stale = new Set(formerKeys.filter((key) => !keys.includes(key)));
  const kept = existing.split("\n").filter((line) => !stale.has(line.trim()));
  while (kept.at(-1)?.trim() === "") kept.pop();
  const present = new Set(kept.map((line) => line.trim()));
  const missing = keys.filter((key) => !present.has(key));
  return { text: [...kept, ...missing, ""].join("\n"), keys: keys.sort() };
}
