import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** A lock whose holder gave no sign of life for this long is taken over. */
const staleAfterMs = 5_000;
/** Longer than `staleAfterMs`, so that a killed compile never blocks the next one for good. */
const retries = { retries: 80, factor: 1, minTimeout: 100, maxTimeout: 100 };

/** Another compile kept the project locked all the while. */
export class ProjectLockedError extends Error {}

/**
 * Runs `work` while no other process writes the project; waits for its turn.
 * @throws ProjectLockedError after about eight seconds
 */
export async function withProjectLock<T>(root: string, work: () => Promise<T>): Promise<T> {
  const home = join(root, "quickback");
  await mkdir(home, { recursive: true });
  const { lock } = await import("proper-lockfile");
  const options = { lockfilePath: join(home, ".lock"), stale: staleAfterMs, update: 1_000, retries };
  const release = await lock(home, options).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ELOCKED") throw new ProjectLockedError();
    throw error;
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
