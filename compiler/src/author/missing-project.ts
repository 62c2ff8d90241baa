import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What to say when there is no Quickback project at `root`, an absolute path; `undefined` where there is one. */
export function missingProject(root: string): string | undefined {
  if (isProject(root)) return undefined;
  const above = projectAbove(root);
  const next =
    above === undefined
      ? "Start a project with `quickback create cloudflare <name>`, or point --root at one."
      : `There is a project around it: use --root ${above}.`;
  return `There is no quickback/quickback.config.ts in ${root}. ${next}`;
}

function isProject(folder: string): boolean {
  return existsSync(join(folder, "quickback/quickback.config.ts"));
}

function projectAbove(folder: string): string | undefined {
  const parent = dirname(folder);
  if (parent === folder) return undefined;
  return isProject(parent) ? parent : projectAbove(parent);
}
