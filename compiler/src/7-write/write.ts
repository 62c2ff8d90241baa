import type { FileChange } from "../compile-result";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import type { FileTree } from "../files";
import { fingerprint } from "./fingerprint";
import { manifestPath, manifestText, readManifest } from "./manifest";
import { planChanges } from "./plan-changes";
import { ProjectLockedError, withProjectLock } from "./project-lock";
import { RootJail } from "./root-jail";
import { seedSecrets } from "./seed-secrets";
import { commit, finishInterrupted } from "./transaction";

export { fingerprint } from "./fingerprint";
export { recover } from "./recover";
export { isUpToDate } from "./up-to-date";

export interface WriteOptions {
  /** Reports what would change, and changes nothing. */
  dryRun?: boolean;
  /** The inputs' fingerprint, taken before loading; see `fingerprint`. */
  inputs?: string;
  /** Environment variables that the compile read, e.g. the one that holds the signing key. */
  environment?: string[];
}

export interface WriteResult {
  changes: FileChange[];
  diagnostics: Diagnostic[];
}

/**
 * Brings a generated tree to the disk, all or nothing: files of the last compile that are no longer
 * made are removed, shared files are merged, the user's files are never touched.
 * @param root absolute project root
 * @param tree the whole generated tree, migrations and reports included
 * @returns what changed; with an error among the diagnostics, nothing did
 */
export async function write(root: string, tree: FileTree, options: WriteOptions = {}): Promise<WriteResult> {
  const { dryRun = false, inputs = await fingerprint(root), environment = [] } = options;
  const source = { inputs, environment: [...environment].sort() };
  if (dryRun) return writeTree(root, tree, source, true);
  try {
    return await withProjectLock(root, async () => {
      await finishInterrupted(root);
      return writeTree(root, tree, source, false);
    });
  } catch (error) {
    if (error instanceof ProjectLockedError)
      return { changes: [], diagnostics: [diagnostics.PROJECT_LOCKED({})] };
    if (!isSystemError(error)) throw error;
    const failure = diagnostics.WRITE_FAILED({ file: error.path ?? "quickback", problem: error.message });
    return { changes: [], diagnostics: [failure] };
  }
}

async function writeTree(
  root: string,
  tree: FileTree,
  source: { inputs: string; environment: string[] },
  dryRun: boolean,
): Promise<WriteResult> {
  const jail = new RootJail(root);
  const former = await readManifest(root);
  const {
    changes,
    texts,
    removed,
    manifest,
    diagnostics: found,
  } = await planChanges(jail, tree, former, source);
  if (found.some(({ severity }) => severity === "error")) return { changes: [], diagnostics: found };

  const nextManifest = manifestText(manifest);
  if (!dryRun && (changes.length > 0 || nextManifest !== manifestText(former))) {
    await commit(root, new Map([...texts, [manifestPath, nextManifest]]), removed);
  }
  const seeded = await seedSecrets(jail, tree, dryRun);
  for (const path of seeded) changes.push({ path, change: "added" });
  return { changes, diagnostics: found };
}

function isSystemError(error: unknown): error is Error & { code: string; path?: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}
