import type { ServerContext } from "./client-address";
import type { ServerEnvironment } from "./server-environment";

/** What a server needs of the app. */
export interface ServedApp {
  fetch(request: Request, env: ServerEnvironment, context: ServedContext): Response | Promise<Response>;
}

/** What Workers give each request, and what the server knows beside it. */
interface ServedContext extends ServerContext {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
  props: object;
}

/** Where a request came from. */
interface Caller {
  request: Request;
  /** Address of the connection. */
  peer(): string | undefined;
  /** Header that a proxy in front sets, e.g. `x-real-ip`; its last address counts. */
  proxyHeader: string | undefined;
}

function addressOf({ request, peer, proxyHeader }: Caller): string | undefined {
  return proxyHeader ? request.headers.get(proxyHeader)?.split(",").at(-1)?.trim() : peer();
}

/** Milliseconds that requests under way are given to finish. */
const GRACE = 10_000;

/** Work that goes on after an answer was sent. */
export class BackgroundWork {
  readonly #running = new Set<Promise<unknown>>();

  /** The execution context of a request. */
  contextOf(caller: Caller): ServedContext {
    return {
      waitUntil: this.#waitUntil,
      passThroughOnException: () => undefined,
      props: {},
      clientAddress: () => addressOf(caller),
    };
  }

  readonly #waitUntil = (work: Promise<unknown>): void => {
    const settled = work
      .catch((error: unknown) => console.error("Work after an answer failed:", error))
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
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
