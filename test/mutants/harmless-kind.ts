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
