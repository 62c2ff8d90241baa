import { readOwn, type SkillFile } from "../skill-files";
import { claudeFiles } from "./claude";

const DESCRIPTION = "Quickback: tables with their security rules in one file, compiled to a whole API";
const OWNER = { name: "Quickback" };

/** The version of the bundle, which is Quickback's. */
function version(): string {
  const { version }: { version: string } = JSON.parse(readOwn("package.json"));
  return version;
}

/** A Claude Code plugin: the skill, the sub-agent, and the MCP server wired in; paths from the plugin's root. */
export function pluginFiles(): SkillFile[] {
  const manifest = {
    name: "quickback",
    version: version(),
    description: DESCRIPTION,
    author: OWNER,
    license: "MIT",
    keywords: ["backend", "compiler", "hono", "drizzle", "better-auth", "cloudflare"],
  };
  const servers = { mcpServers: { quickback: { command: "npx", args: ["quickback", "mcp"] } } };
  return [
    { path: ".claude-plugin/plugin.json", text: json(manifest) },
    { path: ".mcp.json", text: json(servers) },
    ...claudeFiles(),
  ];
}

/** The marketplace that offers the plugin; it stands beside the plugin's folder. */
export function marketplaceFile(): SkillFile {
  const marketplace = {
    name: "quickback",
    owner: OWNER,
    plugins: [{ name: "quickback", source: "./plugin", description: DESCRIPTION, version: version() }],
  };
  return { path: ".claude-plugin/marketplace.json", text: json(marketplace) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
