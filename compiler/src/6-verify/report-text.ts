/** A line of the report holds as much as fits on a screen. */
const width = 160;

/**
 * JSON in which what fits on one line stands on one line, so that the report can be read and a changed
 * rule is one changed line.
 */
export function reportText(value: unknown): string {
  return `${print(value, "")}\n`;
}

function print(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const parts = Array.isArray(value)
    ? value.map((item) => print(item, inner))
    : Object.entries(value).flatMap(([key, item]) =>
        item === undefined ? [] : [`${JSON.stringify(key)}: ${print(item, inner)}`],
      );
  const short = parts.reduce((length, part) => length + part.length + 2, indent.length + 2) <= width;
  if (short && !parts.some((part) => part.includes("\n")))
    return Array.isArray(value) || parts.length === 0
      ? `${open}${parts.join(", ")}${close}`
      : `${open} ${parts.join(", ")} ${close}`;
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}
