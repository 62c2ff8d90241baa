import { BackgroundWork, type ServedApp, stopOnSignal } from "./server";
import { serverEnvironment } from "./server-environment";

/**
 * Serves the app with `Bun.serve` until SIGINT or SIGTERM.
 * @param defaults variables where neither the environment nor `.env` has them; `PORT` among them
 */
export function serve(app: ServedApp, defaults: { PORT: string } & Record<string, string>): void {
  const env = serverEnvironment(defaults);
  const work = new BackgroundWork();
  const server = Bun.serve({
    port: env.PORT ?? defaults.PORT,
    development: false,
    fetch(request, server) {
      const peer = (): string | undefined => server.requestIP(request)?.address;
      return app.fetch(request, env, work.contextOf({ request, peer, proxyHeader: env.CLIENT_IP_HEADER }));
    },
  });
  console.log(`Listening on ${server.url}`);
  stopOnSignal(async () => {
    await server.stop();
    await work.ended();
  });
}
