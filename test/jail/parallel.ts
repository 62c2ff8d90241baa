import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { cli } from "../support/repository";
import { createSandbox } from "./sandbox";

export interface ParallelFigures {
  edits: number;
  /** Edits that were answered with success and are not in the file. */
  lost: number;
  /** Edits that were refused. */
  refused: number;
}

/** Adds actions to one file through several spawned servers at once, and counts what is there afterwards. */
export async function runParallelEdits(edits: number, servers = 2): Promise<ParallelFigures> {
  const sandbox = createSandbox();
  const clients = await Promise.all(
    Array.from({ length: servers }, async () => {
      const client = new Client({ name: "jail", version: "1" });
      const args = [cli, "mcp", "--root", sandbox.root];
      await client.connect(new StdioClientTransport({ command: process.execPath, args }));
      return client;
    }),
  );
  const names = Array.from({ length: edits }, (_, index) => `parallel${index}`);
  const answers = await Promise.all(
    names.map((name, index) =>
      clients[index % servers]?.callTool({
        name: "add_action",
        arguments: { feature: "hiring", table: "applications", name, description: "One of many" },
      }),
    ),
  );
  await Promise.all(clients.map((client) => client.close()));
  const text = readFileSync(join(sandbox.root, "quickback/features/hiring/actions.ts"), "utf8");
  const done = names.filter((_, index) => answers[index]?.isError !== true);
  await sandbox.remove();
  return {
    edits,
    refused: edits - done.length,
    lost: done.filter((name) => !text.includes(`${name}:`)).length,
  };
}
