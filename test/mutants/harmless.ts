import type { Mutant } from "./mutant";

/** Mutants that behave as the app does, or worse in a way that is nobody's security. */
export interface Harmless {
  file: RegExp;
  operator?: RegExp;
  /** The line as it stood. */
  before?: RegExp;
  /** What was changed there. */
  change?: RegExp;
  why: string;
}

/** Each with its reason, which the report prints. */
export const harmless: Harmless[] = [];

/** Why a mutant does not count; `undefined` for one that does. */
export function harmlessBecause(mutant: Mutant): string | undefined {
  return harmless.find(
    ({ file, operator, before, change }) =>
      file.test(mutant.file) &&
      (operator?.test(mutant.operator) ?? true) &&
      (before?.test(mutant.before) ?? true) &&
      (change?.test(mutant.change) ?? true),
  )?.why;
}
