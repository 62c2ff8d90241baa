import { serve as listen } from "@hono/node-server";
import { BackgroundWork, type ServedApp, stopOnSignal } from "./server";
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
        const peer = () => incoming.socket.remoteAddress;
        return app.fetch(request, env, work.contextOf({ request, peer, proxyHeader: env.CLIENT_IP_HEADER }));
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
