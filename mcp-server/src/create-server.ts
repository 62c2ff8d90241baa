import { ProtocolError, ProtocolErrorCode, Server } from "@modelcontextprotocol/server";
import type { Host } from "./host";
import { instructions } from "./instructions";
import { listTools } from "./list-tools";
import { ToolError } from "./tool-error";
import { findTool, tools } from "./tools";
import { version } from "./version";

/** The tools as an MCP server; the same for both protocol eras. */
export function createServer(host: Host): Server {
  const server = new Server(
    { name: "quickback", title: "Quickback", version },
    { capabilities: { tools: {} }, instructions },
  );
  server.setRequestHandler("tools/list", () => ({ tools: listTools(tools) }));
  server.setRequestHandler("tools/call", async ({ params }, { mcpReq: { signal } }) => {
    const tool = findTool(params.name);
    if (!tool)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool ${JSON.stringify(params.name)}; the tools are ${tools.map(({ name }) => name).join(", ")}.`,
      );
    try {
      const { text, data } = await tool.call(params.arguments ?? {}, host, { signal });
      return { content: [{ type: "text", text }], structuredContent: data };
    } catch (error) {
      return { content: [{ type: "text", text: explain(error, tool.name) }], isError: true };
    }
  });
  return server;
}

function explain(error: unknown, tool: string): string {
  if (error instanceof ToolError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `${tool} failed, which is a fault of Quickback and not of your input: ${detail}`;
}
