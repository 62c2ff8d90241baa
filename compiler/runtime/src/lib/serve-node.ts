import type { IncomingMessage } from "node:http";
import { serve as listen } from "@hono/node-server";
import { CLIENT_ADDRESS } from "./client-address";
import { BackgroundWork, clientAddress, type ServedApp, stopOnSignal } from "./server";
import { serverEnvironment } from "./server-environment";

/**
 * Serves the app on Node until SIGINT or SIGTERM.
 * @param defaults variables where neither the environment nor `.env` has them; `PORT` among them
 */
export function serve(app: ServedApp, defaults: { PORT: string } & Record<string, string>): void {
  const env = serverEnvironment(defaults);
  const work = new BackgroundWork();
  const server = listen(
    {
      port: Number(env.PORT),
      fetch(request, { incoming }) {
        setClientAddress(incoming, env.CLIENT_IP_HEADER);
        return app.fetch(request, env, work.context);
      },
    },
    ({ port }) => console.log(`Listening on http://localhost:${port}/`),
  );
  server.once("error", ({ message }) => {
    console.error(`Not started: ${message}`);
    process.exit(1);
  });
  stopOnSignal(async () => {
    await new Promise((closed) => server.close(closed));
    await work.ended();
  });
}

/**
 * Writes the caller's address into the headers that the request is read from, in both forms that Node
 * keeps: through the request itself it would make Node build all of them anew.
 */
function setClientAddress(
  { headers, rawHeaders, socket }: Pick<IncomingMessage, "headers" | "rawHeaders" | "socket">,
  proxyHeader: string | undefined,
): void {
  const address = clientAddress((name) => headers[name]?.toString(), socket.remoteAddress, proxyHeader);
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (rawHeaders[index]?.toLowerCase() === CLIENT_ADDRESS) rawHeaders.splice(index, 2);
  }
  delete headers[CLIENT_ADDRESS];
  if (address) {
    headers[CLIENT_ADDRESS] = address;
    rawHeaders.push(CLIENT_ADDRESS, address);
  }
}
