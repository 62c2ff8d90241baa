import { type SecurityReport, securityReportSchema } from "./6-verify/report-schema";
import { type Environment, readSignature, verifyDiff, verifySignature } from "./6-verify/signature";
import { readManifest } from "./7-write/manifest";
import { type ReportArtifacts, readArtifacts } from "./report-artifacts";
import type { ReportProblem } from "./report-problem";
import { sharedProblems } from "./shared-problems";
import { treeProblems } from "./tree-problems";

export type { ReportProblem } from "./report-problem";

export interface ReportVerification {
  ok: boolean;
  reportPath: string;
  /** `hmac-sha256`: made with the key; `sha256`: a digest that anybody can make; `none`: there is none. */
  signature: "hmac-sha256" | "sha256" | "none";
  keyId?: string;
  /** Generated files that the report speaks of. */
  files: number;
  problems: ReportProblem[];
  /** The report, where it could be read and has its form. */
  report?: SecurityReport;
}

/**
 * Checks that the security report has its form, is the one that was signed, as is the diff beside it, and
 * speaks of the generated files as they stand: every edited, missing or additional file is named. Reads only.
 * @param options.env where the signing key may be
 * @param options.tree also compare the files on disk, not only report and signature
 */
export async function verifyReport(
  root: string,
  { env = process.env, tree = true }: { env?: Environment; tree?: boolean } = {},
): Promise<ReportVerification> {
  const artifacts = await readArtifacts(root, env);
  const { path: reportPath, text } = artifacts.report;
  const report = text === undefined ? undefined : readReport(text);
  const { text: signature = "" } = artifacts.signature;
  const envelope = artifacts.options.signature.enabled ? readSignature(signature) : undefined;
  const problems = text === undefined ? [missingReport(artifacts)] : signatureProblems(artifacts, text);
  if (text !== undefined && !report)
    problems.unshift({
      kind: "report",
      path: reportPath,
      message: "The report does not have the form of a report.",
    });
  if (report && tree) {
    const beside = [reportPath, artifacts.signature.path, artifacts.diff.path];
    problems.push(
      ...(await treeProblems(root, await readManifest(root), report, beside)),
      ...(await sharedProblems(root, report.tree.shared)),
    );
  }
  return {
    ok: problems.length === 0,
    reportPath,
    signature: envelope?.signatureAlgorithm ?? "none",
    ...(envelope?.keyId !== undefined && { keyId: envelope.keyId }),
    files: report?.tree.files ?? 0,
    problems,
    ...(report && { report }),
  };
}

function missingReport({ report: { path }, options }: ReportArtifacts): ReportProblem {
  const message = options.report.enabled
    ? "There is no report: compile first."
    : "The config turns the report off: there is nothing to verify.";
  return { kind: "report", path, message };
}

/** What is wrong with the signature of a report's text and of the diff beside it. */
function signatureProblems(artifacts: ReportArtifacts, reportText: string): ReportProblem[] {
  const { report, signature, diff, options, known, key } = artifacts;
  const { path } = signature;
  if (!known && key === undefined)
    return [{ kind: "signature", path, message: "The config cannot be read, and so not which key signs." }];
  if (!options.signature.enabled) return [];
  if (signature.text === undefined)
    return [{ kind: "signature", path, message: "The signature file is missing." }];
  const problem = verifySignature(reportText, signature.text, key);
  if (problem !== undefined) return [{ kind: "signature", path, message: problem }];
  const envelope = readSignature(signature.text);
  if (envelope && `quickback/${envelope.reportPath}` !== report.path) {
    const message = `The signature is of another file, ${envelope.reportPath}.`;
    return [{ kind: "signature", path, message }];
  }
  const changed = verifyDiff(reportText, diff.text, signature.text, key);
  return changed === undefined ? [] : [{ kind: "diff", path: diff.path, message: changed }];
}

/** The report of a text; `undefined` where it is none. */
function readReport(text: string): SecurityReport | undefined {
  try {
    return securityReportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
