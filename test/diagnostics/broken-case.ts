/** Texts of a project by path from its root. */
export type Texts = Readonly<Record<string, string>>;

/** A valid project that cases are made from. */
export interface Base {
  name: string;
  files: Texts;
}

/** Whether the tables of a project get the audit columns. */
export const hasAuditFields = ({ files }: Base): boolean =>
  !/auditFields: false/.test(files["quickback/quickback.config.ts"] ?? "");

/** Where a diagnostic must stand. */
export interface Place {
  code: string;
  file: string;
  line: number;
}

/** A valid project with one mistake in it, and what the compiler has to say of it. */
export interface BrokenCase {
  family: string;
  /** Unique in the corpus, e.g. `hiring: unknown column guards.createable #2`. */
  name: string;
  files: Texts;
  expected: Place;
}

/** The mistakes of one kind that can be made in a project. */
export type Family = (base: Base) => Mistake[];

/** One mistake: what changes, and where it has to be reported. */
export interface Mistake {
  what: string;
  code: string;
  files: Texts;
  file: string;
  line: number;
}

/** Replaces `start..end` of a file. */
export interface Change {
  file: string;
  start: number;
  end: number;
  text: string;
}

export interface Expectation {
  code: string;
  /** A place in the changed text where it has to be reported; default the first thing written there. */
  at?: { file: string; offset: number };
}

/** The mistake that a change makes in a project. */
export function mistake(base: Base, what: string, change: Change, expected: Expectation): Mistake {
  const before = base.files[change.file] ?? "";
  const files = {
    ...base.files,
    [change.file]: before.slice(0, change.start) + change.text + before.slice(change.end),
  };
  const written = change.start + (/^\s*/.exec(change.text)?.[0].length ?? 0);
  const { file, offset } = expected.at ?? { file: change.file, offset: written };
  return { what, code: expected.code, files, file, line: lineAt(files[file] ?? "", offset) };
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** At most `count` elements, spread evenly over the list, so that every part of it is met. */
export function spread<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]).filter(
    (item) => item !== undefined,
  );
}
