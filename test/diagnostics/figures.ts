import type { Diagnostic } from "@quickback/compiler/engine";
import type { Verdict } from "./judge";

/** The three figures, with what they are made of. */
export interface Figures {
  cases: number;
  /** Share of cases whose code stands at its line. */
  right: number;
  edits: number;
  /** Share of offered edits that compile and do away with their diagnostic. */
  mending: number;
  /** Diagnostics on valid projects. */
  falseAlarms: number;
}

export function figuresOf(verdicts: readonly Verdict[], alarms: readonly Diagnostic[]): Figures {
  const edits = verdicts.flatMap((verdict) => verdict.edits);
  return {
    cases: verdicts.length,
    right: share(verdicts, ({ right }) => right),
    edits: edits.length,
    mending: share(edits, ({ mends }) => mends),
    falseAlarms: alarms.length,
  };
}

/** The figures, the cases by family, and every miss. */
export function describeFigures(verdicts: readonly Verdict[], alarms: readonly Diagnostic[]): string {
  const { cases, right, edits, mending, falseAlarms } = figuresOf(verdicts, alarms);
  const families = [...new Set(verdicts.map((verdict) => verdict.case.family))];
  return [
    `${percent(right)} give the right code at the right line, of ${cases} broken definitions (at least 95 %)`,
    `${percent(mending)} of the edits offered mend what they are for, of ${edits} (at least 90 %)`,
    `${falseAlarms} diagnostics on valid projects (0)`,
    "",
    ...families.map((family) => familyLine(family, verdicts)),
    ...misses(verdicts, alarms),
  ].join("\n");
}

function familyLine(family: string, verdicts: readonly Verdict[]): string {
  const own = verdicts.filter((verdict) => verdict.case.family === family);
  const right = own.filter((verdict) => verdict.right).length;
  const edits = own.flatMap((verdict) => verdict.edits);
  const mending = edits.filter(({ mends }) => mends).length;
  const alone = own.filter(({ beside }) => beside === 0).length;
  return `  ${family.padEnd(16)} ${right}/${own.length} right, ${alone} without another error, ${mending}/${edits.length} edits`;
}

function misses(verdicts: readonly Verdict[], alarms: readonly Diagnostic[]): string[] {
  const wrong = verdicts.filter(({ right }) => !right).map(missed);
  const useless = verdicts.flatMap(({ case: { name }, edits }) =>
    edits
      .filter(({ mends }) => !mends)
      .map(({ code, edit }) => `edit  ${name}: ${code} ${JSON.stringify(edit.text)}`),
  );
  return [...wrong, ...useless, ...alarms.map((alarm) => `alarm ${placed(alarm)}`)];
}

function missed({ case: { name, expected }, found }: Verdict): string {
  const said = found.map(placed).join("; ") || "nothing";
  return `miss  ${name}\n      expected ${expected.code} ${expected.file}:${expected.line}\n      found    ${said}`;
}

function placed({ code, position, message }: Diagnostic): string {
  return `${code} ${position?.file}:${position?.line} ${message}`;
}

function share<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.length === 0 ? 1 : list.filter(holds).length / list.length;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
