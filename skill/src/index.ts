import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of the skill bundle. */
export interface SkillFile {
  /** Relative to the bundle, with forward slashes, e.g. `agents/quickback-specialist/AGENT.md`. */
  path: string;
  text: string;
}

const paths = ["SKILL.md", "agents/quickback-specialist/AGENT.md"];

/** The skill (`SKILL.md`) and its sub-agent, as a host's installer places them. */
export function skillFiles(): SkillFile[] {
  // Both `src/` and `dist/` stand beside the files.
  return paths.map((path) => ({
    path,
    text: readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), "utf8"),
  }));
}
