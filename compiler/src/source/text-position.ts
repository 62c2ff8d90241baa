import type { SourcePosition } from "../diagnostics/diagnostic";

const lineStarts = new Map<string, number[]>();

/**
 * The position of `start..end` in a file.
 * @param start offset in UTF-16 units; `end` likewise, exclusive
 */
export function positionAt(file: string, text: string, start: number, end: number): SourcePosition {
  const starts = startsOf(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: start - (starts[low] ?? 0) + 1, start, end };
}

/**
 * The position of a place given by line and column, clamped to the text.
 * @param line counts from 1, as does `column`
 * @param length in UTF-16 units
 */
export function positionOfLine(
  file: string,
  text: string,
  line: number,
  column: number,
  length = 0,
): SourcePosition {
  const starts = startsOf(text);
  const start = Math.min((starts[Math.min(line, starts.length) - 1] ?? 0) + column - 1, text.length);
  return positionAt(file, text, start, Math.min(start + length, text.length));
}

/** Offsets of the line starts; remembers the last text, since positions come file by file. */
function startsOf(text: string): number[] {
  const known = lineStarts.get(text);
  if (known) return known;
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.clear();
  lineStarts.set(text, starts);
  return starts;
}
