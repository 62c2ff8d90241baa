import type { Diagnostic, SourcePosition } from "./diagnostic";

/**
 * A diagnostic as text for a terminal or an agent.
 * @param source text of the file it stands in; given, the line is shown with a marker below it
 */
export function formatDiagnostic(diagnostic: Diagnostic, source?: string): string {
  const { severity, code, message, why, fix, position } = diagnostic;
  const place = position ? `${position.file}:${position.line}:${position.column} ` : "";
  return [
    `${place}${severity} ${code} ${message}`,
    ...(position && source !== undefined ? codeFrame(source, position) : []),
    ...(why ? [`  why: ${why}`] : []),
    ...(fix ? [`  fix: ${fix}`] : []),
  ].join("\n");
}

/** Diagnostics in reading order: by file, then by place; those without a place first. */
export function sortDiagnostics(diagnostics: Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.position?.file ?? "", b.position?.file ?? "") ||
      (a.position?.start ?? 0) - (b.position?.start ?? 0) ||
      compare(a.code, b.code),
  );
}

function codeFrame(source: string, { line, column, start, end }: SourcePosition): string[] {
  const text = source.split("\n")[line - 1];
  if (text === undefined) return [];
  const gutter = `  ${line} | `;
  const width = Math.max(1, Math.min(end - start, text.length - column + 1));
  return [`${gutter}${text}`, `${" ".repeat(gutter.length + column - 1)}${"^".repeat(width)}`];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
