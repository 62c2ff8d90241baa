import { CLIENT_ADDRESS } from "./client-address";
import { BackgroundWork, clientAddress, type ServedApp, stopOnSignal } from "./server";
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
    fetch(request) {
      const { headers } = request;
      const peer = server.requestIP(request)?.address;
      const address = clientAddress((name) => headers.get(name), peer, env.CLIENT_IP_HEADER);
      // Whatever the caller wrote there is replaced.
      if (address) headers.set(CLIENT_ADDRESS, address);
      else headers.delete(CLIENT_ADDRESS);
      return app.fetch(request, env, work.context);
    },
  });
  console.log(`Listening on ${server.url}`);
  stopOnSignal(async () => {
    await server.stop();
    await work.ended();
  });
}
