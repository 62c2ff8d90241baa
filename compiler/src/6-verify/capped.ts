/** Most lines of one answer. */
const mostLines = 25;

/** The lines as one text; of a long one the beginning, and how much is left. */
export function capped(lines: string[]): string {
  const hidden = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(hidden > 0 ? [`… and ${hidden} more.`] : [])].join("\n");
}
