import { join } from "node:path";
import { lock } from "proper-lockfile";

/**
 * Runs one edit of a project's definitions at a time, across processes.
 * @param root project root, holding `quickback/`
 * @throws when the lock cannot be had within about half a minute
 */
export async function withProjectLock<Result>(root: string, run: () => Promise<Result>): Promise<Result> {
  const release = await lock(root, {
    lockfilePath: join(root, "quickback/.edit.lock"),
    retries: { retries: 300, factor: 1.1, minTimeout: 10, maxTimeout: 120, randomize: true },
  });
  try {
    return await run();
  } finally {
    await release();
  }
}
