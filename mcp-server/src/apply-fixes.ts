import type { CompileResult, TextEdit } from "@quickback/compiler/engine";
import type { Host } from "./host";
import { ToolError } from "./tool-error";

/** A fix may uncover what the one error hid; more rounds than this would be going in circles. */
const MOST_ROUNDS = 5;

/**
 * Applies the mechanical edits of errors, until a dry run finds none. Warnings are left alone: their
 * edits decide something, such as who may see a value.
 * @param check a compile that writes nothing
 * @returns what was mended, as `CODE file:line`
 * @throws ToolError when a definition changed while it was being checked
 */
export async function applyFixes(host: Host, check: () => Promise<CompileResult>): Promise<string[]> {
  const mended: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = await host.sources();
    const { diagnostics } = await check();
    const fixable = diagnostics.flatMap(({ severity, code, position, edit }) => {
      if (severity !== "error" || !edit || !before.has(edit.file)) return [];
      return [{ edit, told: position ? `${code} ${position.file}:${position.line}` : code }];
    });
    if (fixable.length === 0) break;
    for (const file of new Set(fixable.map(({ edit }) => edit.file))) {
      const own = fixable.filter(({ edit }) => edit.file === file);
      const edits = withoutOverlap(own.map(({ edit }) => edit));
      await host.edit((sources) => {
        const text = sources.get(file);
        if (text === undefined || text !== before.get(file))
          throw new ToolError(`${file} changed meanwhile: call compile again.`, "PLAN_STALE");
        return { path: file, before: text, after: apply(text, edits) };
      });
      mended.push(...own.filter(({ edit }) => edits.includes(edit)).map(({ told }) => told));
    }
  }
  return mended;
}

/** Of edits that meet, the first: the others are found again in the next round, where they still hold. */
function withoutOverlap(edits: TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let end = -1;
  return sorted.filter((edit) => {
    if (edit.start <= end) return false;
    end = edit.end;
    return true;
  });
}

/** @param edits sorted, none touching another */
function apply(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end),
    text,
  );
}
