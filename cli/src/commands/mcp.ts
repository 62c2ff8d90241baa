import { type Command, UsageError } from "../command";
import { mcpHosts } from "../install/mcp-hosts";

/** `quickback mcp` */
export const mcp: Command = {
  name: "mcp",
  args: "[install|uninstall]",
  summary: "Serve the tools to a coding agent over stdio, or install that",
  options: [
    ...mcpHosts.map(({ option, title }) => ({ flags: `--${option}`, description: title })),
    { flags: "--global", description: "For everything you work on, not only this project" },
  ],
  examples: [
    "quickback mcp install --claude-code",
    "quickback mcp install --cursor --global",
    "quickback mcp uninstall --codex",
    "quickback mcp --root ./my-app",
  ],
  async run(call) {
    const [action] = call.args;
    if (action === "install" || action === "uninstall") {
      const { runInstall } = await import("../install/run-install");
      return runInstall(action, mcpHosts, call);
    }
    if (action !== undefined)
      throw new UsageError(`"${action}" is not known here: write install or uninstall, or nothing to serve.`);
    if (call.json) throw new UsageError("Unknown option `--json`: the server speaks MCP on standard output.");
    const { createHost, serve } = await import("@quickback/mcp-server");
    await serve(createHost(call.root));
    return 0;
  },
};
