import { type SecurityReport, securityReportSchema } from "../report-schema";
import { isUnchecked, verifySignature } from "../signature";

/** A report as it was found, to compare with. */
export interface BaselineText {
  /** As it is called in messages: its path. */
  path: string;
  report: string | undefined;
  signature: string | undefined;
}

/** The report to compare with, and how far it can be trusted. */
export type Baseline =
  | { state: "none"; path: string; note: string }
  /** `verified`: signed with the key; `unverified`: whole, but nobody vouches for it. */
  | { state: "verified" | "unverified"; path: string; note: string; report: SecurityReport }
  /** Changed since it was signed, or not what it should be: nothing follows from it. */
  | { state: "untrusted"; path: string; note: string; report?: SecurityReport };

/**
 * Reads a baseline and checks its signature.
 * @param key the signing key, where there is one
 * @param given the user named the file, so that it may have no signature beside it
 */
export function readBaseline(
  { path, report: text, signature }: BaselineText,
  key: string | undefined,
  given: boolean,
): Baseline {
  if (text === undefined) return { state: "none", path, note: "there is no earlier report" };
  const report = parse(text);
  if (!report) return { state: "untrusted", path, note: "it cannot be read as a report of this version" };
  if (signature === undefined)
    return given
      ? { state: "unverified", path, note: "it has no signature beside it", report }
      : { state: "untrusted", path, note: "its signature is missing", report };
  const problem = verifySignature(text, signature, key);
  if (problem === undefined)
    return key === undefined
      ? { state: "unverified", path, note: "it is not signed", report }
      : { state: "verified", path, note: "its signature holds", report };
  return { state: isUnchecked(problem) ? "unverified" : "untrusted", path, note: problem, report };
}

function parse(text: string): SecurityReport | undefined {
  try {
    return securityReportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
