const LINE_WIDTH = 110;

/** A string as a TypeScript literal in the given quote style; any text stays text. */
export function stringLiteral(value: string, quote: '"' | "'" = '"'): string {
  const double = JSON.stringify(value);
  if (quote === '"' || value.includes("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"')}'`;
}

/** An array of strings on one line, as the formatter leaves a short one. */
export function stringArray(values: readonly string[], quote: '"' | "'" = '"'): string {
  return `[${values.map((value) => stringLiteral(value, quote)).join(", ")}]`;
}

/** `key: ["a", "b"],` at `indent`, broken one per line where it would be too long. */
export function arrayProperty(key: string, values: readonly string[], indent: string): string {
  const line = `${indent}${key}: ${stringArray(values)},`;
  if (line.length <= LINE_WIDTH) return line;
  const items = values.map((value) => `${indent}  ${stringLiteral(value)},`);
  return [`${indent}${key}: [`, ...items, `${indent}],`].join("\n");
}
