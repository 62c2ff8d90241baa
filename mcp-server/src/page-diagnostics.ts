import { createHash } from "node:crypto";
import type { Diagnostic } from "@quickback/compiler/engine";
import { offsetOf } from "./paging";
import { ToolError } from "./tool-error";

const MOST_DIAGNOSTICS = 20;
/** About 1,100 tokens of diagnostics. */
const MOST_CHARACTERS = 4_400;

/** The part of a compile's diagnostics that one answer holds. */
export interface DiagnosticsPage {
  shown: Diagnostic[];
  /** How many come after those shown. */
  rest: number;
  /** Where to go on; absent where nothing comes after. */
  nextCursor?: string;
}

/**
 * The most important diagnostics first, errors before warnings, otherwise as reported: as many as one
 * answer holds, where why it matters is said with the first of each code only.
 * @param cursor as the page before gave it; it also says which list it is of
 * @throws ToolError for a cursor that is of other diagnostics
 */
export function pageDiagnostics(diagnostics: readonly Diagnostic[], cursor?: string): DiagnosticsPage {
  const rank = ({ severity }: Diagnostic) => (severity === "error" ? 0 : 1);
  const sorted = [...diagnostics].sort((a, b) => rank(a) - rank(b));
  const list = listOf(diagnostics);
  const [offset, of] = cursor?.split("-", 2) ?? [];
  if (cursor !== undefined && of !== list)
    throw new ToolError(
      `cursor ${JSON.stringify(cursor)} is of other diagnostics than the definitions have now: compile again without it.`,
    );
  const start = offsetOf(offset, sorted.length);
  const rest = sorted.slice(start);
  const first = new Map(rest.toReversed().map((diagnostic) => [diagnostic.code, diagnostic]));
  let size = 0;
  const shown = rest.slice(0, MOST_DIAGNOSTICS).filter((diagnostic, index) => {
    const { why, ...own } = diagnostic;
    const told = first.get(diagnostic.code) === diagnostic ? { why } : {};
    size += JSON.stringify({ ...own, ...told }).length;
    return index === 0 || size <= MOST_CHARACTERS;
  });
  const left = rest.length - shown.length;
  return { shown, rest: left, ...(left > 0 && { nextCursor: `${start + shown.length}-${list}` }) };
}

/** Short name of a list of diagnostics, by what they say. */
export function listOf(diagnostics: readonly Diagnostic[]): string {
  return createHash("sha256").update(JSON.stringify(diagnostics)).digest("hex").slice(0, 8);
}
