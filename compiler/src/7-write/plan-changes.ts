import { readFile } from "node:fs/promises";
import type { FileChange } from "../compile-result";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { type FileTree, sortedPaths } from "../files";
import { isShared } from "../shared-files";
import { mapLimited } from "./each-limited";
import { type Manifest, sha256 } from "./manifest";
import { mergeFile } from "./merged-file";
import { OutsideRootError, type RootJail } from "./root-jail";

/** Migrations are history: adopted without a manifest, and never removed. */
const history = "quickback/drizzle/";

/** What a write will do, decided before anything is touched. */
export interface WritePlan {
  changes: FileChange[];
  /** Texts to write; only what differs from the disk. */
  texts: FileTree;
  removed: string[];
  manifest: Manifest;
  diagnostics: Diagnostic[];
}

/** Compares a tree with the disk and the last manifest. Reads only. */
export async function planChanges(
  jail: RootJail,
  tree: FileTree,
  former: Manifest,
  { inputs, environment }: Pick<Manifest, "inputs" | "environment">,
): Promise<WritePlan> {
  const manifest: Manifest = { version: 1, inputs, files: {}, merged: {}, environment };
  const plan: WritePlan = { changes: [], texts: new Map(), removed: [], manifest, diagnostics: [] };
  const stale = [...Object.keys(former.files), ...Object.keys(former.merged)]
    .filter((path) => !tree.has(path))
    .sort();

  const outcomes = await mapLimited([...sortedPaths(tree), ...stale], async (path) => {
    try {
      const text = await readExisting(jail, path);
      return text instanceof InTheWay
        ? { path, problem: diagnostics.FILE_IN_THE_WAY({ file: path }) }
        : { path, text };
    } catch (error) {
      if (error instanceof OutsideRootError)
        return { path, problem: diagnostics.WRITE_FAILED({ file: path, problem: error.message }) };
      throw error;
    }
  });
  for (const { path, problem, text } of outcomes) {
    if (problem) plan.diagnostics.push(problem);
    else if (tree.has(path)) planFile(plan, path, tree.get(path) ?? "", text, former);
    else if (text !== undefined) planRemoval(plan, path, text, former);
  }
  plan.changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return plan;
}

function planFile(
  plan: WritePlan,
  path: string,
  generated: string,
  existing: string | undefined,
  former: Manifest,
): void {
  let text = generated;
  if (isShared(path)) {
    try {
      const merged = mergeFile(path, existing, generated, former.merged[path]?.keys ?? []);
      text = merged.text;
      plan.manifest.merged[path] = { sha256: sha256(text), keys: merged.keys };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      plan.diagnostics.push(diagnostics.FILE_NOT_MERGEABLE({ file: path, problem }));
      return;
    }
  } else {
    plan.manifest.files[path] = sha256(text);
  }
  if (existing === text) return;
  if (existing !== undefined && !isShared(path) && !path.startsWith(history)) {
    const known = former.files[path];
    if (known === undefined) plan.diagnostics.push(diagnostics.FILE_IN_THE_WAY({ file: path }));
    else if (known !== sha256(existing))
      plan.diagnostics.push(diagnostics.GENERATED_FILE_EDITED({ file: path }));
  }
  plan.texts.set(path, text);
  plan.changes.push({ path, change: existing === undefined ? "added" : "changed" });
}

/** A file of the last compile that this one does not make. */
function planRemoval(plan: WritePlan, path: string, existing: string, former: Manifest): void {
  const merged = former.merged[path];
  if (merged) {
    const { text } = mergeFile(path, existing, path.endsWith(".json") ? "{}" : "", merged.keys);
    if (text === existing) return;
    plan.texts.set(path, text);
    plan.changes.push({ path, change: "changed" });
    return;
  }
  if (path.startsWith(history)) {
    const problem = "another compile added this migration meanwhile; compile again.";
    plan.diagnostics.push(diagnostics.WRITE_FAILED({ file: path, problem }));
    return;
  }
  if (former.files[path] !== sha256(existing))
    plan.diagnostics.push(diagnostics.GENERATED_FILE_EDITED({ file: path }));
  plan.removed.push(path);
  plan.changes.push({ path, change: "removed" });
}

/** Something other than a plain file stands where a file should be. */
class InTheWay {}

async function readExisting(jail: RootJail, path: string): Promise<string | InTheWay | undefined> {
  const { absolute, stats } = await jail.resolve(path);
  if (!stats) return undefined;
  return stats.isFile() ? readFile(absolute, "utf8") : new InTheWay();
}
