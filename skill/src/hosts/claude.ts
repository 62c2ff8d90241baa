import { readOwn, type SkillFile } from "../skill-files";

/** The skill and the sub-agent where Claude Code looks for them, below `.claude/` or a plugin's root. */
export function claudeFiles(): SkillFile[] {
  return [
    { path: "skills/quickback/SKILL.md", text: readOwn("SKILL.md") },
    { path: "agents/quickback-specialist.md", text: readOwn("agents/quickback-specialist/AGENT.md") },
  ];
}
