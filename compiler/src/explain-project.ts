import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diffPathOf } from "./1-load/read-report";
import { changeLine } from "./6-verify/diff/change";
import { explain, isNarrowed, type SecurityAnswer, type SecurityQuestion } from "./6-verify/explain";
import { explainContract, explainRefusal, readRefusal } from "./6-verify/explain-about";
import { explainUnproven } from "./6-verify/explain-unproven";
import type { SecurityReport } from "./6-verify/report-schema";
import { compile } from "./compile";
import type { CompileResult, SecuritySummary } from "./compile-result";
import { signatureWords } from "./verification-lines";
import { verifyReport } from "./verify-report";

/** The answer, or the compile that failed and so could not give one. */
export type ProjectExplanation = { ok: true; answer: SecurityAnswer } | { ok: false; result: CompileResult };

/** A question about access, or `about` something that happened. */
export interface ProjectQuestion extends SecurityQuestion {
  /** `changes`, `unproven`, the name of a contract, or a refusal: `403 ACCESS_ROLE_REQUIRED GET /api/v1/candidates/1`. */
  about?: string;
}

/**
 * Answers who may do what, why a request was refused, what a contract means or what changed: from the
 * definitions as they stand now. Says first whether the report on disk holds; to a narrowed question only
 * where it does not.
 * @throws UnknownSubjectError naming what exists, for an unknown table, field, operation or contract
 */
export async function explainProject(
  root: string,
  { about, ...question }: ProjectQuestion,
  signal?: AbortSignal,
): Promise<ProjectExplanation> {
  const [result, standing] = await Promise.all([
    compile({ root, dryRun: true, ...(signal && { signal }) }),
    reportLine(root),
  ]);
  const { security, tree } = result;
  const text = security?.reportPath === undefined ? undefined : tree?.get(security.reportPath);
  if (security === undefined || text === undefined) return { ok: false, result };
  const report: SecurityReport = JSON.parse(text);
  const answer: SecurityAnswer =
    about === undefined
      ? explain(report, question)
      : {
          status: report.summary.status,
          operations: [],
          fields: [],
          text: await textAbout(about, { root, report, security, role: question.role }),
        };
  const narrowed = about !== undefined || isNarrowed(question);
  const said = narrowed && standing.ok ? answer.text : `${standing.line}\n${answer.text}`;
  return { ok: true, answer: { ...answer, text: said } };
}

/** Whether the report on disk is signed and speaks of the files on disk, in one line. */
async function reportLine(root: string): Promise<{ ok: boolean; line: string }> {
  const { ok, problems, ...verification } = await verifyReport(root);
  if (ok) {
    const line = `Report on disk: ${signatureWords(verification)}; the generated files are those it speaks of.`;
    return { ok, line };
  }
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: run quickback verify-report)` : "";
  return { ok, line: `Report on disk does not hold: ${first?.path}: ${first?.message}${more}` };
}

async function textAbout(
  about: string,
  project: { root: string; report: SecurityReport; security: SecuritySummary; role: string | undefined },
): Promise<string> {
  const { root, report, security, role } = project;
  if (/^changes?$/.test(about)) return changesText(root, security);
  if (about === "unproven") return explainUnproven(report);
  const refusal = readRefusal(about);
  return refusal ? explainRefusal(report, refusal, role) : explainContract(report, about);
}

/** What the definitions change that are not compiled yet; else what the last change of the rules did. */
async function changesText(root: string, { diff, reportPath = "" }: SecuritySummary): Promise<string> {
  if (diff && diff.changes.length > 0) {
    const { baseline, widened, review, narrowed, changes } = diff;
    const shown = changes.slice(0, 25).map((change) => `- ${changeLine(change)}`);
    const hidden = changes.length > 25 ? [`… and ${changes.length - 25} more.`] : [];
    const head = `Not compiled yet, against ${baseline.path} (${baseline.state}: ${baseline.note}): ${widened} widened, ${review} to review, ${narrowed} narrowed.`;
    return [head, ...shown, ...hidden].join("\n");
  }
  const path = diffPathOf(reportPath);
  const stored = await readFile(join(root, path), "utf8").catch(() => undefined);
  if (stored === undefined) return "No rule has changed since the first report.";
  return `No rule has changed since the last compile. What the last change did (${path}):\n${stored
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .join("\n")}`;
}
