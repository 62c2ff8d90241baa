import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Evaluated, WorkerMessage } from "./evaluate-worker";

/** How an evaluation ended; `file` is the one that was being evaluated. */
export type Evaluation =
  | { ended: "done"; results: Evaluated[] }
  | { ended: "timeout"; file: string | undefined }
  | { ended: "failed"; file: string | undefined; problem: string };

/** Imports each URL it is sent; the bundle posts its own results. */
const script = `require("node:worker_threads").parentPort.on("message", (url) => import(url));`;

const memory = { maxOldGenerationSizeMb: 512, stackSizeMb: 4 };

/**
 * The worker that definitions are evaluated in: no environment, limited memory, and its output
 * discarded, so that nothing a definition prints reaches a protocol on stdout. It starts while
 * esbuild is still at work, and `warmUp` lets it import packages meanwhile.
 */
export class Evaluator {
  private readonly worker = new Worker(script, {
    eval: true,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: memory,
  });

  constructor() {
    // A failure while packages are imported shows again when the bundle is.
    this.worker.on("error", () => {});
    this.worker.stdout.resume();
    this.worker.stderr.resume();
  }

  /** Starts importing a module that the bundle will need. */
  warmUp(url: string): void {
    this.worker.postMessage(url);
  }

  /**
   * Evaluates a bundle.
   * @param timeoutMs after which the worker is ended
   */
  async run(code: string, timeoutMs: number, signal?: AbortSignal): Promise<Evaluation> {
    const folder = await mkdtemp(join(tmpdir(), "quickback-"));
    try {
      const path = join(folder, bundleName);
      await writeFile(path, code);
      return await this.wait(pathToFileURL(path).href, timeoutMs, signal);
    } finally {
      await Promise.all([this.end(), rm(folder, { recursive: true, force: true })]);
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private wait(url: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<Evaluation> {
    const { worker } = this;
    let file: string | undefined;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve({ ended: "timeout", file }), timeoutMs);
      const abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      worker.on("message", (message: WorkerMessage) => {
        if (message.type === "evaluating") file = message.file;
        else resolve({ ended: "done", results: message.results });
      });
      worker.on("error", (error) => resolve({ ended: "failed", file, problem: error.message }));
      worker.on("exit", () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        resolve({ ended: "failed", file, problem: "`process.exit()` was called" });
      });
      worker.postMessage(url);
    });
  }
}

/** File name of the bundle, as it stands in stack traces. */
export const bundleName = "quickback-definitions.mjs";
