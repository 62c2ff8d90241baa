import { existsSync } from "node:fs";
import { join } from "node:path";

/** What to say when there is no Quickback project at `root`; `undefined` where there is one. */
export function missingProject(root: string): string | undefined {
  if (existsSync(join(root, "quickback/quickback.config.ts"))) return undefined;
  return `There is no quickback/quickback.config.ts in ${root}. Start a project with \`quickback create cloudflare <name>\`, or point --root at one.`;
}
