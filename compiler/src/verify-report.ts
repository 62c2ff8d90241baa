import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { diffPathOf } from "./1-load/read-report";
import { type SecurityReport, securityReportSchema } from "./6-verify/report-schema";
import { type Environment, readSignature, signingKey, verifySignature } from "./6-verify/signature";
import { mapLimited } from "./7-write/each-limited";
import { type Manifest, manifestPath, readManifest, sha256 } from "./7-write/manifest";
import { OutsideRootError, RootJail } from "./7-write/root-jail";
import { compile } from "./compile";
import { digestOf, treeHashes } from "./tree-digest";

/** What is wrong with a report or its tree. */
export interface ReportProblem {
  kind: "report" | "signature" | "edited" | "missing" | "additional" | "manifest";
  path: string;
  message: string;
}

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

/** Folders that belong to Quickback alone: a file in them that it did not write is additional. */
const managedFolders = ["src", "quickback/drizzle"];
const defaultReport = "quickback/reports/security-contracts.report.json";

/**
 * Checks that the security report has its form, is the one that was signed, and speaks of the generated
 * files as they stand: every edited, missing or additional file is named. Reads only.
 * @param options.env where the signing key may be, under the name that the last compile used
 * @param options.tree also compare the files on disk, not only report and signature
 */
export async function verifyReport(
  root: string,
  { env = process.env, tree = true }: { env?: Environment; tree?: boolean } = {},
): Promise<ReportVerification> {
  const manifest = await readManifest(root);
  const { reportPath, signaturePath } = await artifactsOf(root, manifest);
  const problems: ReportProblem[] = [];
  const note = (kind: ReportProblem["kind"], path: string, message: string) =>
    problems.push({ kind, path, message });
  const result = (
    rest: Partial<Pick<ReportVerification, "signature" | "keyId" | "report">> = {},
  ): ReportVerification => ({
    ok: problems.length === 0,
    reportPath,
    signature: "none",
    files: rest.report?.tree.files ?? 0,
    problems,
    ...rest,
  });

  const text = await readText(root, reportPath);
  if (text === undefined) {
    note("report", reportPath, "There is no report: compile first.");
    return result();
  }
  const report = readReport(text);
  if (!report) note("report", reportPath, "The report does not have the form of a report.");

  const signatureText = await readText(root, signaturePath);
  const signature = signatureText === undefined ? undefined : readSignature(signatureText);
  if (signatureText === undefined) note("signature", signaturePath, "The signature file is missing.");
  else {
    const problem = verifySignature(text, signatureText, keyOf(manifest, env));
    if (problem !== undefined) note("signature", signaturePath, problem);
    if (signature && `quickback/${signature.reportPath}` !== reportPath)
      note("signature", signaturePath, `The signature is of another file, ${signature.reportPath}.`);
  }
  if (report && tree)
    problems.push(...(await treeProblems(root, manifest, report, reportPath, signaturePath)));
  return result({
    signature: signature?.signatureAlgorithm ?? "none",
    ...(signature?.keyId !== undefined && { keyId: signature.keyId }),
    ...(report && { report }),
  });
}

/** The report of a text; `undefined` where it is none. */
export function readReport(text: string): SecurityReport | undefined {
  try {
    return securityReportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The two artifacts by what they are: a config may have put them elsewhere, and need not be evaluated for this. */
async function artifactsOf(root: string, manifest: Manifest) {
  const candidates = Object.keys(manifest.files).filter((path) =>
    /^quickback\/(?!drizzle\/).*\.json$/.test(path),
  );
  const texts = await Promise.all(
    candidates.map(async (path) => ({ path, text: (await readText(root, path)) ?? "" })),
  );
  const signed = texts.find(({ text }) => readSignature(text) !== undefined);
  const reportPath =
    texts.find(({ text }) => readReport(text) !== undefined)?.path ??
    candidates.find((path) => path !== signed?.path && !path.endsWith(".sig.json")) ??
    defaultReport;
  return { reportPath, signaturePath: signed?.path ?? reportPath.replace(/\.json$/, ".sig.json") };
}

function keyOf({ environment }: Manifest, env: Environment): string | undefined {
  const names = environment.length > 0 ? environment : ["QUICKBACK_SECURITY_REPORT_SIGNING_KEY"];
  return names
    .map((keyEnv) => signingKey({ enabled: true, required: false, keyEnv, path: "" }, env))
    .find((key) => key !== undefined);
}

async function treeProblems(
  root: string,
  manifest: Manifest,
  report: SecurityReport,
  reportPath: string,
  signaturePath: string,
): Promise<ReportProblem[]> {
  const artifacts = [reportPath, signaturePath, diffPathOf(reportPath)];
  const recorded = new Map(Object.entries(manifest.files).filter(([path]) => !artifacts.includes(path)));
  const problems: ReportProblem[] = [];
  let expected = recorded;
  if (digestOf(recorded).sha256 !== report.tree.sha256) {
    const message =
      "The manifest lists other files than the report was made with: it was edited, or another compile wrote it.";
    problems.push({ kind: "manifest", path: manifestPath, message });
    // Only the definitions can say now which files the report means.
    const { tree } = await compile({ root, dryRun: true, env: {} });
    const made = treeHashes(new Map([...(tree ?? [])].filter(([path]) => !artifacts.includes(path))));
    if (digestOf(made).sha256 === report.tree.sha256) expected = made;
  }
  const jail = new RootJail(root);
  const checks = await mapLimited([...expected], async ([path, hash]): Promise<ReportProblem[]> => {
    const found = await hashOf(jail, path);
    if (found === hash) return [];
    return found === undefined
      ? [{ kind: "missing", path, message: "The file is missing." }]
      : [{ kind: "edited", path, message: "The file is not the one that was generated." }];
  });
  const present = await Promise.all(managedFolders.map((folder) => filesBelow(root, folder)));
  const additional = present
    .flat()
    .filter((path) => !expected.has(path) && !(path in manifest.merged))
    .map(
      (path): ReportProblem => ({ kind: "additional", path, message: "Quickback did not write this file." }),
    );
  return [...problems, ...checks.flat(), ...additional].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** SHA-256 of a file; of a link, a text that is no hash; `undefined` where there is nothing. */
async function hashOf(jail: RootJail, path: string): Promise<string | undefined> {
  try {
    const { absolute, stats } = await jail.resolve(path);
    if (!stats) return undefined;
    return stats.isFile() ? sha256(await readFile(absolute)) : "no plain file";
  } catch (error) {
    if (error instanceof OutsideRootError) return "outside the project";
    throw error;
  }
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "/").length).replaceAll("\\", "/"))
    .sort();
}

async function readText(root: string, path: string): Promise<string | undefined> {
  return readFile(join(root, path), "utf8").catch(() => undefined);
}
