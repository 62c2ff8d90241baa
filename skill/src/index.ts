/**
 * What Quickback teaches coding agents, in the form each host reads: all of it made of `SKILL.md` and
 * the agents beside it.
 *
 * @module
 */
export { agentsIndex, type IndexTopic } from "./hosts/agents-index";
export { claudeFiles } from "./hosts/claude";
export { cursorRule } from "./hosts/cursor";
export { marketplaceFile, pluginFiles } from "./hosts/plugin";
export { type SkillFile, skillFiles } from "./skill-files";
