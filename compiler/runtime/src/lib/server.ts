import type { ServerEnvironment } from "./server-environment";

/** What a server needs of the app. */
export interface ServedApp {
  fetch(
    request: Request,
    env: ServerEnvironment,
    context: { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: object },
  ): Response | Promise<Response>;
}

/** Milliseconds that requests under way are given to finish. */
const GRACE = 10_000;

/** Work that goes on after an answer was sent. */
export class BackgroundWork {
  readonly #running = new Set<Promise<unknown>>();

  /** The execution context of every request. */
  readonly context = {
    waitUntil: (work: Promise<unknown>): void => {
      const settled = work
        .catch((error: unknown) => console.error("Work after an answer failed:", error))
        .finally(() => this.#running.delete(settled));
      this.#running.add(settled);
    },
    passThroughOnException: (): void => undefined,
    props: {},
  };

  /** Resolves when all of it has ended. */
  async ended(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}

/**
 * Ends the process in good order at SIGINT and SIGTERM.
 * @param stop takes no more requests; resolves when those under way are answered
 */
export function stopOnSignal(stop: () => Promise<unknown>): void {
  const end = () => {
    setTimeout(() => process.exit(1), GRACE).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
}

/**
 * The address that counts as the caller's.
 * @param header reads a header of the request by its name in lower case
 * @param peer address of the connection
 * @param proxyHeader header that a proxy in front sets, e.g. `x-real-ip`; its last address counts
 */
export function clientAddress(
  header: (name: string) => string | null | undefined,
  peer: string | undefined,
  proxyHeader: string | undefined,
): string | undefined {
  return proxyHeader ? header(proxyHeader.toLowerCase())?.split(",").at(-1)?.trim() : peer;
}
