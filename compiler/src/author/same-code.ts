import { parseSync } from "oxc-parser";

/** What of a syntax tree is layout: offsets, and how a literal is quoted. */
const LAYOUT = new Set(["start", "end", "range", "raw"]);

/** Whether two pieces of an object literal say the same, however they are laid out. */
export function sameCode(one: string, other: string): boolean {
  return tree(one) === tree(other);
}

function tree(code: string): string {
  const { program } = parseSync("code.ts", `({${code}})`, { preserveParens: false });
  return JSON.stringify(program, (key, value: unknown) => (LAYOUT.has(key) ? undefined : value));
}
