import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The artifacts of the last compile, as they stand; `undefined` where there is none. */
export interface FormerReport {
  /** Where the report to compare with was read. */
  path: string;
  report: string | undefined;
  signature: string | undefined;
  /** The project's own, with the stored security diff. */
  last: { report: string | undefined; signature: string | undefined; diff: string | undefined };
}

/** Where the security diff stands: beside the report. */
export function diffPathOf(reportPath: string): string {
  return `${dirname(reportPath)}/security-diff.md`;
}

/**
 * Reads the report that a compile compares with: that of the last one, or the one that the user names.
 * @param paths of report and signature, relative to the root
 * @param baseline another report's file; its signature is looked for beside it
 */
export async function readFormerReport(
  root: string,
  paths: { report: string; signature: string },
  baseline: string | undefined,
): Promise<FormerReport> {
  const text = (path: string) => readFile(path, "utf8").catch(() => undefined);
  const last = {
    report: await text(join(root, paths.report)),
    signature: await text(join(root, paths.signature)),
    diff: await text(join(root, diffPathOf(paths.report))),
  };
  if (baseline === undefined) return { path: paths.report, ...last, last };
  const report = resolve(baseline);
  const signature = report.replace(/(\.json)?$/, ".sig.json");
  return { path: baseline, report: await text(report), signature: await text(signature), last };
}
