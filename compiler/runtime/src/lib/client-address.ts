import type { Context } from "hono";
import type { AppEnv } from "./app-env";

/** Header in which Better Auth, actions and the audit log read the caller's address. */
export const CLIENT_ADDRESS = "cf-connecting-ip";

/** What the servers on Bun and Node know of a request beside what it says itself. */
export interface ServerContext {
  /** Address of the connection, or what the proxy in front says; undefined where neither is known. */
  clientAddress(): string | undefined;
}

/**
 * Writes the caller's address into the header in which it is read, in place of whatever the caller wrote
 * there; on Workers Cloudflare has done so. To be called before anything reads that header: on Bun and
 * Node it would be a tenth of a small request's time, so it is not done for all.
 * @returns the address; undefined where it is not known
 */
export function writeClientAddress(c: Context<AppEnv>): string | undefined {
  const { headers } = c.req.raw;
  const server = serverContext(c);
  if (server) {
    const address = server.clientAddress();
    if (address) headers.set(CLIENT_ADDRESS, address);
    else headers.delete(CLIENT_ADDRESS);
  }
  return headers.get(CLIENT_ADDRESS) ?? undefined;
}

function serverContext(c: Context<AppEnv>): ServerContext | undefined {
  try {
    const context: object = c.executionCtx;
    return isServerContext(context) ? context : undefined;
  } catch {
    // Hono's way to say that there is none.
    return undefined;
  }
}

function isServerContext(context: object): context is ServerContext {
  return "clientAddress" in context && typeof context.clientAddress === "function";
}
