import type { Diagnostic, Severity, SourcePosition, TextEdit } from "./diagnostic";

interface Documentation {
  code: string;
  severity: Severity;
  message: string;
  why: string;
  fix: string;
}

/** Fills the `%params%` of a documented code. Called by the generated constructors only. */
export function documented(
  { code, severity, message, why, fix }: Documentation,
  params: Record<string, string>,
  position: SourcePosition | undefined,
  edit: TextEdit | undefined,
): Diagnostic {
  const fill = (text: string) => text.replaceAll(/%(\w+)%/g, (whole, name: string) => params[name] ?? whole);
  return {
    code,
    severity,
    message: fill(message),
    why: fill(why),
    fix: fill(fix),
    ...(position && { position: plain(position) }),
    ...(edit && { edit }),
    docs: `compiler/definitions/diagnostics#${code.toLowerCase()}`,
  };
}

/** A position may carry what only an edit needs. */
function plain({ file, line, column, start, end }: SourcePosition): SourcePosition {
  return { file, line, column, start, end };
}
