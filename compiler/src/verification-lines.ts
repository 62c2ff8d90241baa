import type { ReportVerification } from "./verify-report";

/** Most problems that are listed one by one. */
const mostProblems = 50;

/** What a verification found, for reading: one line where all holds. */
export function verificationLines(verification: Omit<ReportVerification, "report">): string[] {
  const { ok, problems, files, reportPath } = verification;
  if (ok)
    return [
      `${reportPath}: ${signatureWords(verification)}, and the ${files} generated files are those it speaks of.`,
    ];
  const shown = problems.slice(0, mostProblems);
  const hidden = problems.length - shown.length;
  return [
    `${reportPath} does not hold: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`,
    ...shown.map(({ kind, path, message }) => `  ${kind} ${path}: ${message}`),
    ...(hidden > 0 ? [`  … and ${hidden} more.`] : []),
  ];
}

/** How far the report can be trusted, in one clause. */
export function signatureWords({
  signature,
  keyId,
}: Pick<ReportVerification, "signature" | "keyId">): string {
  if (signature === "none") return "not signed";
  if (signature === "sha256") return "not signed (its digest fits, which anybody could make)";
  return `signed${keyId === undefined ? "" : ` with key ${keyId}`}, and the signature holds`;
}
