import { createServer } from "node:net";
import { ProbeError } from "./booted-app";

const MOST_ATTEMPTS = 3;
const taken = /address already in use|EADDRINUSE|port \d+ in use/i;

/**
 * Starts something on a port that is free. Between being found free and being taken, a port may go to
 * somebody else; then another is tried.
 */
export async function onFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !taken.test(String(error))) throw error;
    }
  }
}

/** A port that nothing listens on at this moment; Better Auth must know the app's address beforehand. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== "object" || address === null) throw new ProbeError("There is no free port");
  return address.port;
}
