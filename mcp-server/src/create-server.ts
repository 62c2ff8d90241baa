import { ProtocolError, ProtocolErrorCode, Server, type ServerContext } from "@modelcontextprotocol/server";
import { errorResult } from "./error-result";
import type { Host } from "./host";
import { instructions } from "./instructions";
import { listTools } from "./list-tools";
import { serveCompletions } from "./serve-completions";
import { servePrompts } from "./serve-prompts";
import { serveResources } from "./serve-resources";
import type { CallContext } from "./tool";
import { findTool, tools } from "./tools";
import { version } from "./version";

/** Tools, resources and prompts as an MCP server; the same for both protocol eras. */
export function createServer(host: Host): Server {
  const server = new Server(
    { name: "quickback", title: "Quickback", version },
    { capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} }, instructions },
  );
  serveResources(server, host);
  servePrompts(server);
  serveCompletions(server, host);
  server.setRequestHandler("tools/list", () => ({ tools: listTools(tools) }));
  server.setRequestHandler("tools/call", async ({ params }, { mcpReq }) => {
    const tool = findTool(params.name);
    if (!tool)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool ${JSON.stringify(params.name)}; the tools are ${tools.map(({ name }) => name).join(", ")}.`,
      );
    try {
      const { text, data } = await tool.call(params.arguments ?? {}, host, {
        signal: mcpReq.signal,
        onProgress: progressOf(mcpReq),
      });
      return { content: [{ type: "text", text }], structuredContent: data };
    } catch (error) {
      return errorResult(error, tool.name);
    }
  });
  return server;
}

/** Tells the client of each phase, where it asked for that with a progress token. */
function progressOf({ _meta, notify }: ServerContext["mcpReq"]): CallContext["onProgress"] {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let progress = 0;
  return (message) => {
    progress += 1;
    // A client that is gone takes no answer either.
    void notify({ method: "notifications/progress", params: { progressToken, progress, message } }).catch(
      () => {},
    );
  };
}
