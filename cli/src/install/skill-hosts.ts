import { homedir } from "node:os";
import { agentsIndex, claudeFiles, cursorRule, type SkillFile } from "@quickback/skill";
import { UsageError } from "../command";
import type { Installation } from "./installed";
import { ownedFile } from "./owned-file";
import { textBlock } from "./text-block";

/** A form of the skill that can be installed. */
export interface SkillHost {
  /** Name of its option, e.g. `claude`. */
  option: string;
  title: string;
  at(project: string, global: boolean): Promise<Installation>;
}

/** Every form, in the order help lists them. */
export const skillHosts: readonly SkillHost[] = [
  {
    option: "claude",
    title: "skill and sub-agent for Claude Code (.claude/; with --global ~/.claude/)",
    at: async (project, global) => allOf(global ? homedir() : project, ".claude", claudeFiles()),
  },
  {
    option: "cursor",
    title: "rule for Cursor (.cursor/rules/quickback.mdc)",
    at: async (project, global) => {
      if (global) throw new UsageError("Cursor's rules belong to a project: leave out --global.");
      return allOf(project, ".cursor", [cursorRule()]);
    },
  },
  {
    option: "agents-md",
    title: "index of rules and documentation for every other agent (AGENTS.md)",
    at: async (project, global) => {
      if (global) throw new UsageError("AGENTS.md belongs to a project: leave out --global.");
      const { listTopics } = await import("@quickback/docs");
      return textBlock(project, "AGENTS.md", agentsIndex(listTopics()), {
        start: "<!-- quickback:start -->",
        end: "<!-- quickback:end -->",
      });
    },
  },
];

function allOf(folder: string, below: string, files: readonly SkillFile[]): Installation {
  const each = files.map(({ path, text }) => ownedFile(folder, `${below}/${path}`, text));
  return {
    install: async () => (await Promise.all(each.map((file) => file.install()))).flat(),
    uninstall: async () => (await Promise.all(each.map((file) => file.uninstall()))).flat(),
  };
}
