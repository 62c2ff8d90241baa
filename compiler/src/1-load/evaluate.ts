import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Evaluated, WorkerMessage } from "./evaluate-worker";
import { packageFolders } from "./own-modules";

/** How an evaluation ended; `file` is the one that was being evaluated. */
export type Evaluation =
  | { ended: "done"; results: Evaluated[] }
  | { ended: "timeout"; file: string | undefined }
  | { ended: "failed"; file: string | undefined; problem: string };

/** File name of the bundle, as it stands in stack traces. */
export const bundleName = "quickback-definitions.mjs";

/** Imports each URL it is sent; the bundle posts its own results. */
const script = `require("node:worker_threads").parentPort.on("message", (url) => import(url));`;

/** What nearly every definition imports, loaded while esbuild is still at work. */
const warmUp = `for (const name of ["drizzle-orm/sqlite-core", "zod"]) import(name).catch(() => {});`;

/**
 * The worker that definitions are evaluated in: no environment, limited memory, and its output
 * discarded, so that nothing a definition prints reaches a protocol on stdout.
 */
export class Evaluator {
  private constructor(
    private readonly worker: Worker,
    /** Temporary folder: the bundle, and links to the packages it imports. */
    private readonly folder: string,
  ) {
    worker.stdout.resume();
    worker.stderr.resume();
  }

  static async start(): Promise<Evaluator> {
    const folder = await mkdtemp(join(tmpdir(), "quickback-"));
    const worker = new Worker(script, {
      eval: true,
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    for (const [name, target] of packageFolders()) {
      const link = join(folder, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(target, link, "junction");
    }
    const evaluator = new Evaluator(worker, folder);
    await evaluator.import("warm-up.mjs", warmUp);
    return evaluator;
  }

  /**
   * Evaluates a bundle.
   * @param timeoutMs after which the worker counts as hanging
   */
  async run(code: string, timeoutMs: number, signal?: AbortSignal): Promise<Evaluation> {
    signal?.throwIfAborted();
    const { worker } = this;
    let file: string | undefined;
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<Evaluation>((resolve, reject) => {
      timer = setTimeout(() => resolve({ ended: "timeout", file }), timeoutMs);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      worker.on("message", (message: WorkerMessage) => {
        if (message.type === "evaluating") file = message.file;
        else resolve({ ended: "done", results: message.results });
      });
      let problem = "`process.exit()` was called";
      worker.on("error", ({ message }) => {
        problem = message;
      });
      // An error may overtake the messages before it; the exit comes after all of them.
      worker.on("exit", () => resolve({ ended: "failed", file, problem }));
    });
    await this.import(bundleName, code);
    return ended.finally(() => clearTimeout(timer));
  }

  /** Ends the worker and removes what was written; needed whether or not anything ran. */
  async end(): Promise<void> {
    await this.worker.terminate();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async import(name: string, code: string): Promise<void> {
    const path = join(this.folder, name);
    await writeFile(path, code);
    this.worker.postMessage(pathToFileURL(path).href);
  }
}
