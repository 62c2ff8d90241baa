import { markdownTable } from "markdown-table";

/** A Markdown table; a cell's line breaks become spaces. */
export function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("\n", " ")));
  return markdownTable(cells, { alignDelimiters: false });
}
