import { homedir } from "node:os";
import { UsageError } from "../command";
import type { Installation } from "./installed";
import { jsonEntry } from "./json-entry";
import { textBlock } from "./text-block";

/** How a host starts the server. Windows has no `npx` that can be started without a shell. */
const command = process.platform === "win32" ? "cmd" : "npx";
const args = process.platform === "win32" ? ["/c", "npx", "quickback", "mcp"] : ["quickback", "mcp"];

/** A coding agent's host that can be told of the MCP server. */
export interface McpHost {
  /** Name of its option, e.g. `claude-code`. */
  option: string;
  title: string;
  /** Of the project, or of everything the user works on. */
  at(project: string, global: boolean): Installation;
}

/** Every host, in the order help lists them. */
export const mcpHosts: readonly McpHost[] = [
  {
    option: "claude-code",
    title: "Claude Code (.mcp.json; with --global ~/.claude.json)",
    at: (project, global) =>
      global
        ? jsonEntry(homedir(), ".claude.json", ["mcpServers", "quickback"], { type: "stdio", command, args })
        : jsonEntry(project, ".mcp.json", ["mcpServers", "quickback"], { command, args }),
  },
  {
    option: "cursor",
    title: "Cursor (.cursor/mcp.json; with --global ~/.cursor/mcp.json)",
    at: (project, global) =>
      jsonEntry(global ? homedir() : project, ".cursor/mcp.json", ["mcpServers", "quickback"], {
        command,
        args,
      }),
  },
  {
    option: "vscode",
    title: "VS Code (.vscode/mcp.json)",
    at(project, global) {
      if (global)
        throw new UsageError(
          'VS Code keeps its user servers itself: run "MCP: Open User Configuration" there, or leave out --global.',
        );
      return jsonEntry(project, ".vscode/mcp.json", ["servers", "quickback"], {
        type: "stdio",
        command,
        args,
      });
    },
  },
  {
    option: "codex",
    title: "Codex (.codex/config.toml; with --global ~/.codex/config.toml)",
    at: (project, global) => codex(global ? homedir() : project),
  },
];

/** A TOML table may stand anywhere in the file, so it goes to the end as a block of its own. */
function codex(folder: string): Installation {
  const table = `[mcp_servers.quickback]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}`;
  const block = textBlock(folder, ".codex/config.toml", table, {
    start: "# quickback:start",
    end: "# quickback:end",
  });
  return {
    uninstall: block.uninstall,
    async install() {
      await refuseOwnTable(folder);
      return block.install();
    },
  };
}

async function refuseOwnTable(folder: string): Promise<void> {
  const [{ parse }, { readText }, { join }] = await Promise.all([
    import("smol-toml"),
    import("./read-write"),
    import("node:path"),
  ]);
  const file = join(folder, ".codex/config.toml");
  const text = (await readText(file)) ?? "";
  if (text.includes("# quickback:start")) return;
  const read = () => {
    try {
      return parse(text);
    } catch {
      throw new UsageError(`${file} is not TOML that can be read: mend it, then run this again.`);
    }
  };
  const servers = read().mcp_servers;
  if (typeof servers === "object" && servers !== null && "quickback" in servers)
    throw new UsageError(`${file} has a server quickback of your own: remove it first, then run this again.`);
}
