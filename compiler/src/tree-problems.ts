import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SecurityReport } from "./6-verify/report-schema";
import { mapLimited } from "./7-write/each-limited";
import { type Manifest, manifestPath, sha256 } from "./7-write/manifest";
import { OutsideRootError, RootJail } from "./7-write/root-jail";
import { compile } from "./compile";
import type { ReportProblem } from "./report-problem";
import { digestOf, treeHashes } from "./tree-digest";

/** Folders that belong to Quickback alone: a file in them that it did not write is additional. */
const managedFolders = ["src", "quickback/drizzle"];

/**
 * Which generated files are not as the report says: edited, missing, additional.
 * @param artifacts the report and what stands beside it, of which it does not speak
 */
export async function treeProblems(
  root: string,
  manifest: Manifest,
  report: SecurityReport,
  artifacts: readonly string[],
): Promise<ReportProblem[]> {
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
