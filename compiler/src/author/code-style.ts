import { importsOf, type ParsedSource } from "./parsed-source";

/** How a file is written, so that what is added looks like the rest. */
export interface CodeStyle {
  quote: '"' | "'";
  /** `;` or nothing. */
  semicolon: ";" | "";
  newline: "\n" | "\r\n";
}

/** Reads the style off a file's imports and line ends. */
export function styleOf({ text, program }: ParsedSource): CodeStyle {
  const first = importsOf(program)[0];
  return {
    quote: first?.source.raw?.startsWith("'") ? "'" : '"',
    semicolon: first === undefined || text[first.end - 1] === ";" ? ";" : "",
    newline: text.includes("\r\n") ? "\r\n" : "\n",
  };
}
