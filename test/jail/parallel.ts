import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { z } from "zod";
import { cli } from "../support/repository";
import { createSandbox } from "./sandbox";

export interface ParallelFigures {
  edits: number;
  /** Edits that were answered with success and are not in the file. */
  lost: number;
  /** Edits that were refused. */
  refused: number;
}

const answer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ text: z.string() })),
  structuredContent: z.object({ plan: z.string() }).optional(),
});

/** A plan that others overtake is made anew; each round at least one of them is written. */
const MOST_ROUNDS = 100;

/**
 * Adds actions to one file through several spawned servers at once, every other one by plan and apply, and
 * counts what is there afterwards.
 */
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
  const refusals = await Promise.all(
    names.map(async (name, index) => {
      const client = clients[index % servers];
      if (!client) return "there is no server";
      return index % 4 < 2 ? add(client, name, "now") : planAndApply(client, name);
    }),
  );
  await Promise.all(clients.map((client) => client.close()));
  const text = readFileSync(join(sandbox.root, "quickback/features/hiring/actions.ts"), "utf8");
  const done = names.filter((_, index) => refusals[index] === undefined);
  await sandbox.remove();
  return {
    edits,
    refused: edits - done.length,
    lost: done.filter((name) => !text.includes(`${name}:`)).length,
  };
}

async function planAndApply(client: Client, name: string): Promise<string | undefined> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { structuredContent: planned } = answer.parse(await call(client, name));
    const refusal = await add(client, name, planned?.plan);
    if (!refusal?.includes("PLAN_STALE")) return refusal;
  }
  return "overtaken every time";
}

/** @returns why it was refused; `undefined` when it was written */
async function add(client: Client, name: string, apply: string | undefined): Promise<string | undefined> {
  const { isError, content } = answer.parse(await call(client, name, apply));
  return isError ? content.map(({ text }) => text).join() : undefined;
}

function call(client: Client, name: string, apply?: string) {
  return client.callTool({
    name: "add_action",
    arguments: { feature: "hiring", table: "applications", name, description: "One of many", apply },
  });
}
