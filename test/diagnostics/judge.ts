import type { Diagnostic, TextEdit } from "@quickback/compiler/engine";
import type { Base, BrokenCase, Texts } from "./broken-case";

/** What a compile without its last step says of a project. */
export type Diagnose = (files: Texts) => Promise<{ ok: boolean; diagnostics: Diagnostic[] }>;

/** What became of one case. */
export interface Verdict {
  case: BrokenCase;
  found: Diagnostic[];
  /** The expected code stands at the expected line. */
  right: boolean;
  /** Errors beside the expected one. */
  beside: number;
  edits: AppliedEdit[];
}

export interface AppliedEdit {
  code: string;
  edit: TextEdit;
  /** The project compiles with it, and no longer gives that diagnostic. */
  mends: boolean;
}

/** Compiles a case, then once more with each edit that it is offered. */
export async function judge(broken: BrokenCase, diagnose: Diagnose): Promise<Verdict> {
  const { code, file, line } = broken.expected;
  const { diagnostics: found } = await diagnose(broken.files);
  const isExpected = ({ code: actual, position }: Diagnostic) =>
    actual === code && (position?.file ?? "") === file && (position?.line ?? 0) === line;
  const edits: AppliedEdit[] = [];
  for (const diagnostic of found) {
    if (diagnostic.edit) edits.push(await apply(broken.files, diagnostic, diagnostic.edit, diagnose));
  }
  return {
    case: broken,
    found,
    right: found.some(isExpected),
    beside: found.filter((diagnostic) => diagnostic.severity === "error" && !isExpected(diagnostic)).length,
    edits,
  };
}

async function apply(
  files: Texts,
  { code, message }: Diagnostic,
  edit: TextEdit,
  diagnose: Diagnose,
): Promise<AppliedEdit> {
  const text = files[edit.file] ?? "";
  const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const { ok, diagnostics } = await diagnose({ ...files, [edit.file]: edited });
  const gone = !diagnostics.some((other) => other.code === code && other.message === message);
  return { code, edit, mends: ok && gone };
}

/** Diagnostics on valid projects: each is one too many. */
export async function falseAlarms(bases: readonly Base[], diagnose: Diagnose): Promise<Diagnostic[]> {
  const results = await Promise.all(bases.map(({ files }) => diagnose(files)));
  return results.flatMap(({ diagnostics }) => diagnostics);
}
