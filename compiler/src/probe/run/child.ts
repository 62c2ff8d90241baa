import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** How much of what a process prints is kept. */
const kept = 20_000;
const keptLines = 1000;

/** A process that a probe runs, and what it has printed. */
export interface Child {
  process: ChildProcessWithoutNullStreams;
  output(): string;
  /** Resolves with the next line of its standard output; `undefined` when it has ended. */
  line(): Promise<string | undefined>;
  stop(): Promise<void>;
}

/**
 * Starts a process with these variables and no others of this one's but what finds programs.
 * @throws Error with code ENOENT where there is no such command
 */
export async function startChild(
  command: string,
  args: string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<Child> {
  const child = spawn(command, args, { cwd, env: { ...inherited(), ...env } });
  const lines = new Lines();
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed = (printed + chunk.toString("utf8")).slice(-kept);
    });
  child.stdout.on("data", (chunk: Buffer) => lines.add(chunk.toString("utf8")));
  child.once("close", () => lines.end());
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  return {
    process: child,
    output: () => printed,
    line: () => lines.next(),
    async stop() {
      child.kill();
      const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** Lines as they come; of those that nobody asks for, the oldest are forgotten. */
class Lines {
  #rest = "";
  #ended = false;
  readonly #ready: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;

  add(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    this.#ready.push(...lines);
    this.#ready.splice(0, Math.max(0, this.#ready.length - keptLines));
    this.#pass();
  }

  end(): void {
    this.#ended = true;
    this.#pass();
  }

  next(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#pass();
    });
  }

  #pass(): void {
    if (!this.#waiting || (this.#ready.length === 0 && !this.#ended)) return;
    this.#waiting(this.#ready.shift());
    this.#waiting = undefined;
  }
}

/** Secrets of this process stay out of a probe. */
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
