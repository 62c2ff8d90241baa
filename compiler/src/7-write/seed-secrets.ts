import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { FileTree } from "../files";
import type { RootJail } from "./root-jail";

/** The file of secrets that belongs beside an example; `undefined` where `path` is no such example. */
export function secretsBeside(path: string): string | undefined {
  return /(^|\/)\.(dev\.vars|env)\.example$/.test(path) ? path.replace(/\.example$/, "") : undefined;
}

/**
 * Gives local development its secrets: `.dev.vars` or `.env` beside its example, with a random
 * `BETTER_AUTH_SECRET`. An existing file is the user's and never touched.
 * @returns the paths that are missing; written unless `dryRun`
 */
export async function seedSecrets(jail: RootJail, tree: FileTree, dryRun: boolean): Promise<string[]> {
  const seeded: string[] = [];
  for (const [path, text] of tree) {
    const target = secretsBeside(path);
    if (target === undefined) continue;
    const { absolute, stats } = await jail.resolve(target);
    if (stats) continue;
    seeded.push(target);
    const secret = `BETTER_AUTH_SECRET=${randomBytes(32).toString("hex")}`;
    const lines = /^BETTER_AUTH_SECRET=.*$/m.test(text)
      ? text.replace(/^BETTER_AUTH_SECRET=.*$/m, secret)
      : `${text}${secret}\n`;
    if (!dryRun) await writeFile(absolute, lines, { mode: 0o600, flag: "wx" });
  }
  return seeded;
}
