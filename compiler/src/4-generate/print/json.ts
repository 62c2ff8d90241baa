import { lineWidth } from "./literal";

/** Prints JSON as generated files hold it: keys in the order given, two spaces, a newline at the end. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Prints a large document: as {@link printJson}, with what fits on a line on one line. */
export function printDocument(value: unknown): string {
  const lines: string[] = [];
  /** Where each object or list that is still open begins. */
  const open: number[] = [];
  for (const line of printJson(value).split("\n")) {
    const last = line.at(-1);
    if (last === "{" || last === "[") open.push(lines.length);
    lines.push(line);
    const first = line.trimStart().charAt(0);
    if (first !== "}" && first !== "]") continue;
    const start = open.pop() ?? 0;
    const joined = joinLines(lines, start);
    if (joined !== undefined) lines.splice(start, lines.length - start, joined);
  }
  return lines.join("\n");
}

/** The lines from `start` on as one, where that fits. */
function joinLines(lines: string[], start: number): string | undefined {
  const head = lines[start] ?? "";
  const space = head.endsWith("{") ? " " : "";
  let joined = head;
  for (let index = start + 1; index < lines.length; index += 1) {
    const isEdge = index === start + 1 || index === lines.length - 1;
    joined += (isEdge ? space : " ") + (lines[index] ?? "").trimStart();
    if (joined.length > lineWidth) return undefined;
  }
  return joined;
}
