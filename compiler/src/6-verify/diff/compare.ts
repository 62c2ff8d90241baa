import type { FormerReport } from "../../1-load/read-report";
import type { ContractOptions } from "../../2-model/project-model";
import type { DiffSummary } from "../../compile-result";
import { diagnostics } from "../../diagnostics/codes.generated";
import type { Diagnostic } from "../../diagnostics/diagnostic";
import type { SecurityReport } from "../report-schema";
import { type Environment, isUnchecked, signingKey, verifyDiff, verifySignature } from "../signature";
import { readBaseline } from "./baseline";
import { opens, type SecurityChange } from "./change";
import { diffMarkdown } from "./diff-markdown";
import { diffReports } from "./diff-reports";

/** What a report is compared with. */
export interface Comparison {
  former: FormerReport;
  /** The user named the report to compare with. */
  given: boolean;
  /** Whatever widens, or may, is an error. */
  failOnWidening: boolean;
}

/**
 * Compares a new report with an earlier one.
 * @returns the diff, the text to store, which stays as it is while nothing changes, and what a gate says
 */
export function compare(
  report: SecurityReport,
  { former, given, failOnWidening }: Comparison,
  contracts: ContractOptions,
  env: Environment,
): { summary: DiffSummary; stored: string | undefined; diagnostics: Diagnostic[] } {
  const key = contracts.signature.enabled ? signingKey(contracts.signature, env) : undefined;
  const baseline = readBaseline(former, key, given || !contracts.signature.enabled);
  const known = baseline.state === "none" ? undefined : baseline.report;
  const changes = known ? diffReports(known, report) : [];
  const { state, path, note } = baseline;
  const count = (effect: SecurityChange["effect"]) => changes.filter((own) => own.effect === effect).length;
  const summary = {
    baseline: { path, state, note },
    widened: count("widened"),
    review: count("review"),
    narrowed: count("narrowed"),
    changes,
  };
  const stored = changes.length > 0 && !given ? diffMarkdown(changes) : keptDiff(former.last, contracts, key);
  return { summary, stored, diagnostics: failOnWidening ? gate(summary) : [] };
}

/** The stored diff, to be signed again with the new report: only as it was signed before. */
function keptDiff(
  { report, signature, diff }: FormerReport["last"],
  { signature: { enabled } }: ContractOptions,
  key: string | undefined,
): string | undefined {
  if (diff === undefined || !enabled) return diff;
  if (report === undefined || signature === undefined) return undefined;
  const problems = [verifySignature(report, signature, key), verifyDiff(report, diff, signature, key)];
  return problems.every((problem) => problem === undefined || isUnchecked(problem)) ? diff : undefined;
}

/** What stops a compile that must not widen: each change that opens, and a baseline that proves nothing. */
function gate({ baseline: { state, path, note }, changes }: DiffSummary): Diagnostic[] {
  if (state === "none") return [diagnostics.BASELINE_MISSING({ path })];
  const doubtful = state === "untrusted" ? [diagnostics.BASELINE_UNTRUSTED({ path, problem: note })] : [];
  const opening = changes.filter(opens).map(({ subject, what, who, definition }) => {
    const concerned = who.length === 0 ? "" : ` for ${who.join(", ")}`;
    return diagnostics.ACCESS_WIDENED({ subject, what: `${what}${concerned}`, definition });
  });
  return [...doubtful, ...opening];
}
