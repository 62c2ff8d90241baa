import { Socket } from "node:net";

/**
 * Loaded before an app that is probed: nothing it calls goes out, as on the Workers runtime. A handler that
 * asks another service gets a 503, and a connection of any other kind fails.
 */
const message = "No network in a probe";

globalThis.fetch = Object.assign(async () => new Response(message, { status: 503 }), {
  preconnect: () => undefined,
});

Socket.prototype.connect = function (this: Socket) {
  queueMicrotask(() => this.destroy(new Error(message)));
  return this;
};
