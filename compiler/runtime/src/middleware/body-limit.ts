import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../lib/app-env";
import { ApiError } from "../lib/errors";

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Bytes and milliseconds for which a body that is too large is still read, and thrown away. */
const LINGER_BYTES = 8 * MAX_BODY_BYTES;
const LINGER_MS = 2000;

/**
 * Refuses larger bodies with 413 `PAYLOAD_TOO_LARGE`. A length that is given decides alone; Hono counts
 * the bytes of bodies without one. Requests that cannot have a body are not asked for it: on Node that
 * would build each of them anew.
 */
export const limitBody = createMiddleware<AppEnv>(async (c, next) => {
  const length = c.req.header("content-length");
  if (c.req.header("transfer-encoding") !== undefined) return counted(c, next);
  if (length === undefined) return isBodiless(c) ? next() : counted(c, next);
  if (Number(length) <= MAX_BODY_BYTES) return next();
  await discard(c.req.raw.body);
  throw tooLarge();
});

/** HTTP/2 can have a body without a length; without a type nobody reads it. */
const isBodiless = ({ req }: Context): boolean =>
  (req.method === "GET" || req.method === "HEAD") && req.header("content-type") === undefined;

const counted = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw tooLarge();
  },
});

/**
 * Lets the client finish sending, within bounds: one that is cut off meanwhile may never see the answer
 * (nginx calls it a lingering close).
 */
async function discard(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  const ignore = () => undefined;
  const giveUp = setTimeout(() => void reader.cancel().catch(ignore), LINGER_MS);
  for (let size = 0; size < LINGER_BYTES; ) {
    // A client that has gone needs no answer.
    const { value } = await reader.read().catch(() => ({ value: undefined }));
    if (!value) break;
    size += value.byteLength;
  }
  clearTimeout(giveUp);
}

const tooLarge = (): ApiError =>
  new ApiError(413, {
    error: "The request body is too large",
    layer: "validation",
    code: "PAYLOAD_TOO_LARGE",
    details: { maxBytes: MAX_BODY_BYTES },
  });
