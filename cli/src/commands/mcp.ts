import type { Command } from "../command";

/** `quickback mcp` */
export const mcp: Command = {
  name: "mcp",
  summary: "Serve the tools to a coding agent over stdio",
  json: false,
  options: [],
  examples: [
    "quickback mcp",
    "quickback mcp --root ./my-app",
    "claude mcp add quickback -- npx quickback mcp",
  ],
  async run({ root }) {
    const { createHost, serve } = await import("@quickback/mcp-server");
    await serve(createHost(root));
    return 0;
  },
};
