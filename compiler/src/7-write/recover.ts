import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { withProjectLock } from "./project-lock";

export const stagingPrefix = ".staging-";
export const journalName = ".journal.json";

/** Finishes or discards what a killed compile left; does nothing, and loads nothing, where there is nothing. */
export async function recover(root: string): Promise<void> {
  if ((await leftovers(root)).length === 0) return;
  const { finishInterrupted } = await import("./transaction");
  await withProjectLock(root, () => finishInterrupted(root));
}

/** Names below `quickback/` that only an interrupted compile leaves. */
export async function leftovers(root: string): Promise<string[]> {
  const names = await readdir(join(root, "quickback")).catch(() => []);
  return names.filter((name) => name === journalName || name.startsWith(stagingPrefix));
}
