import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hiringWorld, type World } from "../support/world";

const mebibyte = 1024 * 1024;
const answered = /^HTTP\/1\.1 413 [\s\S]*"code":"PAYLOAD_TOO_LARGE"/;

// Clients write their whole body before they look for an answer: one that is cut off meanwhile sees none.
describe.each(["node", "bun", "workerd"] as const)("a body that is too large, on %s", (target) => {
  let world: World;
  beforeAll(async () => {
    world = await hiringWorld(target);
  });
  afterAll(() => world.end());

  function open(): { socket: Socket; received: () => string } {
    const { hostname, port } = new URL(world.worker.url);
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", () => undefined);
    return { socket, received: () => text };
  }

  function head(framing: string): string {
    const { cookie } = world.acme.owner;
    return [
      "POST /api/v1/jobs HTTP/1.1",
      `Host: ${new URL(world.worker.url).host}`,
      `Origin: ${world.worker.url}`,
      `Cookie: ${cookie}`,
      "Content-Type: application/json",
      framing,
      "\r\n",
    ].join("\r\n");
  }

  it("is answered after it was sent, slowly, and the connection serves the next request", async () => {
    const { socket, received } = open();
    socket.write(head(`Content-Length: ${2 * mebibyte}`));
    for (let sent = 0; sent < 4; sent++) {
      socket.write("x".repeat(mebibyte / 2));
      await wait(250);
    }
    await expect.poll(received, { timeout: 10_000 }).toMatch(answered);
    socket.write(`GET /health HTTP/1.1\r\nHost: ${new URL(world.worker.url).host}\r\n\r\n`);
    await expect.poll(received, { timeout: 10_000 }).toMatch(/HTTP\/1\.1 200 [\s\S]*"status":"ok"/);
    socket.destroy();
  });

  // Who never stops sending may be cut off before the answer is read: the server listens on within bounds only.
  it.each([`Content-Length: ${100 * mebibyte}`, "Transfer-Encoding: chunked"])(
    "is answered while it goes on and on: %s",
    { retry: 2 },
    async (framing) => {
      const { socket, received } = open();
      socket.write(head(framing));
      const piece = `${(65536).toString(16)}\r\n${"x".repeat(65536)}\r\n`;
      const flood = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on("drain", flood);
      flood();
      await expect.poll(received, { timeout: 15_000 }).toMatch(answered);
      expect((await world.anonymous.get("/health")).status).toBe(200);
      socket.destroy();
    },
  );

  it("is answered when nothing of it comes", async () => {
    const { socket, received } = open();
    socket.write(head(`Content-Length: ${2 * mebibyte}`));
    await expect.poll(received, { timeout: 15_000 }).toMatch(answered);
    socket.destroy();
  });
});
