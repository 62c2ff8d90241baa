import { spawn } from "node:child_process";

/** A command in a process group of its own, whose every child can be found and stopped. */
export interface ProcessGroup {
  /** Id of the command itself. */
  pid: number;
  /** What it has printed so far, both streams. */
  output(): string;
  /** Whether any process of the group is left. */
  alive(): boolean;
  /** Signals the command itself, as a process manager does. */
  signal(signal: NodeJS.Signals): void;
  /** Ends every process of the group; resolves when none is left. */
  stop(): Promise<void>;
}

/** @param env added to this process's environment */
export function startGroup(
  cwd: string,
  command: string,
  args: string[],
  env: Record<string, string>,
): ProcessGroup {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const send = (signal: NodeJS.Signals | 0) => {
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  };
  return {
    pid,
    output: () => printed,
    alive: () => send(0),
    signal: (signal) => void child.kill(signal),
    async stop() {
      const giveUp = Date.now() + 10_000;
      send("SIGTERM");
      while (send(0)) {
        if (Date.now() > giveUp) send("SIGKILL");
        await new Promise((wait) => setTimeout(wait, 50));
      }
    },
  };
}
