import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { cli } from "../support/repository";
import { type Message, request } from "./messages";
import type { Era } from "./wire-schemas";

/** A spawned `quickback mcp`, spoken to line by line. */
export interface Session {
  /** Every line that came from standard output, in order. */
  lines: string[];
  send(message: Message): void;
  /** Settles when an answer with this id has come. @throws when the server ended before */
  answered(id: string | number): Promise<void>;
  /** Ends standard input. @returns the exit code */
  end(): Promise<number | null>;
}

/** Starts the server in a project and, in the older era, shakes hands. */
export async function startSession(root: string, era: Era): Promise<Session> {
  const server: ChildProcessWithoutNullStreams = spawn(process.execPath, [cli, "mcp"], { cwd: root });
  server.stderr.resume();
  const lines: string[] = [];
  const seen = new Set<unknown>();
  const waiting = new Map<unknown, { done(): void; failed(error: Error): void }>();
  createInterface({ input: server.stdout }).on("line", (line) => {
    lines.push(line);
    const id = idOf(line);
    seen.add(id);
    waiting.get(id)?.done();
  });
  const ended = new Promise<number | null>((resolve) => {
    server.once("close", (code) => {
      for (const { failed } of waiting.values()) failed(new Error(`The server ended with ${code}`));
      resolve(code);
    });
  });
  const session: Session = {
    lines,
    send: ({ line }) => void server.stdin.write(`${line}\n`),
    answered: (id) =>
      seen.has(id)
        ? Promise.resolve()
        : new Promise((done, failed) => void waiting.set(id, { done, failed })),
    async end() {
      server.stdin.end();
      return ended;
    },
  };
  if (era === "2025-11-25") {
    const clientInfo = { name: "fuzz", version: "1" };
    session.send(request(era, "hello", "initialize", { protocolVersion: era, capabilities: {}, clientInfo }));
    await session.answered("hello");
    session.send({ line: '{"jsonrpc":"2.0","method":"notifications/initialized"}' });
  } else {
    session.send(request(era, "hello", "server/discover"));
    await session.answered("hello");
  }
  return session;
}

function idOf(line: string): unknown {
  try {
    return JSON.parse(line).id;
  } catch {
    return undefined;
  }
}
