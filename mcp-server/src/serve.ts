import type { Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { createServer } from "./create-server";
import type { Host } from "./host";

/**
 * Serves the tools over stdio until stdin ends or the process is told to stop.
 * @param output the stream that reaches standard output
 */
export function serveOver(host: Host, output: Writable): void {
  const connection = serveStdio(() => createServer(host), {
    transport: new StdioServerTransport(process.stdin, output),
    onerror: (error) => console.error(error.message),
  });
  const stop = () => void connection.close().finally(() => process.exit(0));
  process.stdin.once("end", stop);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
