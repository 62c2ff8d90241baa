import { type Command, UsageError } from "../command";
import { runInstall } from "../install/run-install";
import { skillHosts } from "../install/skill-hosts";

/** `quickback skill` */
export const skill: Command = {
  name: "skill",
  args: "<install|uninstall>",
  summary: "Teach your coding agent Quickback: skill, rules, AGENTS.md",
  options: [
    ...skillHosts.map(({ option, title }) => ({ flags: `--${option}`, description: title })),
    { flags: "--global", description: "For everything you work on, not only this project" },
  ],
  examples: [
    "quickback skill install --claude --agents-md",
    "quickback skill install --claude --global",
    "quickback skill uninstall --cursor",
  ],
  async run(call) {
    const [action] = call.args;
    if (action === "install" || action === "uninstall") return runInstall(action, skillHosts, call);
    throw new UsageError(`"${action}" is not known here: write install or uninstall.`);
  },
};
