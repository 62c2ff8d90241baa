import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { FileTree } from "../files";
import { mapLimited } from "./each-limited";
import { journalName, leftovers, stagingPrefix } from "./recover";
import { RootJail } from "./root-jail";

/** The swap as it was decided; written last, so its presence means that everything is staged. */
const journalSchema = z.object({
  /** Staging folder below `quickback/`. */
  staging: z.string().regex(/^\.staging-[0-9a-f]+$/),
  /** Path of each staged file; staged under its index. */
  files: z.array(z.string()),
  removed: z.array(z.string()),
});
type Journal = z.infer<typeof journalSchema>;

/**
 * Brings a tree to the disk, all or nothing. Everything is staged and flushed first; the journal's
 * appearance is the decision, and what follows it are renames that any later `recover` can finish.
 * Killed before the journal stands: the old tree. After: the new one.
 * @param removed files to delete
 */
export async function commit(root: string, texts: FileTree, removed: string[]): Promise<void> {
  const home = join(root, "quickback");
  const staging = stagingPrefix + randomBytes(6).toString("hex");
  const journal: Journal = { staging, files: [...texts.keys()], removed };
  await mkdir(join(home, staging), { recursive: true });
  await mapLimited([...texts.values()], (text, index) =>
    writeFlushed(join(home, staging, String(index)), text),
  );
  await writeFlushed(join(home, staging, "journal"), JSON.stringify(journal));
  await rename(join(home, staging, "journal"), join(home, journalName));
  await flushFolder(home);
  await finish(root, journal);
}

/** What a killed compile left behind: finish its swap, or discard what it had staged. Call under the lock. */
export async function finishInterrupted(root: string): Promise<void> {
  const home = join(root, "quickback");
  const text = await readFile(join(home, journalName), "utf8").catch(() => undefined);
  if (text !== undefined) await finish(root, journalSchema.parse(JSON.parse(text)));
  for (const name of await leftovers(root)) await rm(join(home, name), { recursive: true, force: true });
}

/** The renames. Each step may have been done before: a staged file that is gone stands in its place. */
async function finish(root: string, { staging, files, removed }: Journal): Promise<void> {
  const home = join(root, "quickback");
  const jail = new RootJail(root);
  const staged = new Set(await readdir(join(home, staging)).catch(() => []));
  const targets = await mapLimited(files, async (path) => (await jail.resolve(path)).absolute);
  const doomed = await mapLimited(removed, async (path) => (await jail.resolve(path)).absolute);
  await mapLimited(foldersOf(targets), (folder) => mkdir(folder, { recursive: true }));
  await mapLimited(targets, async (target, index) => {
    if (staged.has(String(index))) await rename(join(home, staging, String(index)), target);
  });
  for (const path of doomed) await unlink(path).catch(ignoreAbsent);
  for (const path of doomed) await removeEmptyFolders(dirname(path), root);
  await mapLimited(foldersOf([...targets, ...doomed]), flushFolder);
  await unlink(join(home, journalName)).catch(ignoreAbsent);
  await rm(join(home, staging), { recursive: true, force: true });
}

function foldersOf(paths: string[]): string[] {
  return [...new Set(paths.map(dirname))];
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames durable; not every platform can open a folder. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  if (folder === root || !folder.startsWith(root)) return;
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  await removeEmptyFolders(dirname(folder), root);
}

function ignoreAbsent(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
