import { spawn } from "node:child_process";
import { cli } from "../support/repository";
import { median, report } from "./figures";

const messages = [
  {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
  { jsonrpc: "2.0", id: 2, method: "tools/list" },
];

/** Milliseconds from spawning the server to the answer to tools/list, and that answer's size. */
async function once(): Promise<{ ms: number; bytes: number }> {
  const started = performance.now();
  const server = spawn(process.execPath, [cli, "mcp"], { stdio: ["pipe", "pipe", "inherit"] });
  server.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  let text = "";
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const line = text.split("\n").find((candidate) => candidate.includes('"id":2'));
      if (!line || !text.endsWith("\n")) return;
      server.stdin.end();
      resolve({ ms: performance.now() - started, bytes: line.length });
    });
  });
}

/** Start-up of the MCP server. */
export async function benchMcp(): Promise<void> {
  const runs = [];
  for (let run = 0; run < 7; run++) runs.push(await once());
  report({
    name: "mcp spawn → tools/list",
    value: Math.round(median(runs.map(({ ms }) => ms))),
    unit: "ms",
    target: "<= 250",
  });
  report({
    name: "mcp tools/list",
    value: Math.round((runs[0]?.bytes ?? 0) / 4),
    unit: "tokens (bytes / 4)",
    target: "<= 1500",
  });
}
