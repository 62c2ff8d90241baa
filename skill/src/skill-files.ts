import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of the skill bundle. */
export interface SkillFile {
  /** Relative, with forward slashes, e.g. `agents/quickback-specialist/AGENT.md`. */
  path: string;
  text: string;
}

const paths = ["SKILL.md", "agents/quickback-specialist/AGENT.md"] as const;

/** The skill (`SKILL.md`) and its sub-agent, as they are written: the source of every host's form. */
export function skillFiles(): SkillFile[] {
  return paths.map((path) => ({ path, text: readOwn(path) }));
}

/** The text of one of the files. */
export function readOwn(path: (typeof paths)[number] | "package.json"): string {
  // Both `src/` and `dist/` stand beside the files.
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8");
}
