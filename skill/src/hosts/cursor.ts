import { withoutFrontmatter } from "../frontmatter";
import { readOwn, type SkillFile } from "../skill-files";

/** The skill as a Cursor rule: it applies as soon as a file below `quickback/` is at hand. */
export function cursorRule(): SkillFile {
  const front = [
    "---",
    "description: Building and changing Quickback backends (tables, security rules, actions, migrations)",
    "globs: quickback/**/*.ts",
    "alwaysApply: false",
    "---",
  ];
  return {
    path: "rules/quickback.mdc",
    text: `${front.join("\n")}\n${withoutFrontmatter(readOwn("SKILL.md"))}`,
  };
}
