import { explain, type SecurityAnswer, type SecurityQuestion } from "./6-verify/explain";
import type { SecurityReport } from "./6-verify/report-schema";
import { compile } from "./compile";
import type { CompileResult } from "./compile-result";

/** The answer, or the compile that failed and so could not give one. */
export type ProjectExplanation = { ok: true; answer: SecurityAnswer } | { ok: false; result: CompileResult };

/**
 * Answers who may do what, from the definitions as they stand now rather than from the last report.
 * @throws UnknownSubjectError naming what exists, for an unknown table, field or operation
 */
export async function explainProject(
  root: string,
  question: SecurityQuestion,
  signal?: AbortSignal,
): Promise<ProjectExplanation> {
  const result = await compile({ root, dryRun: true, ...(signal && { signal }) });
  const path = result.security?.reportPath;
  const text = path === undefined ? undefined : result.tree?.get(path);
  if (text === undefined) return { ok: false, result };
  const report: SecurityReport = JSON.parse(text);
  return { ok: true, answer: explain(report, question) };
}
