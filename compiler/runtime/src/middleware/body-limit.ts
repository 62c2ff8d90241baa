import { bodyLimit } from "hono/body-limit";
import { ApiError } from "../lib/errors";

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** Refuses larger bodies with 413 `PAYLOAD_TOO_LARGE`. */
export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new ApiError(413, {
      error: "The request body is too large",
      layer: "validation",
      code: "PAYLOAD_TOO_LARGE",
      details: { maxBytes: MAX_BODY_BYTES },
    });
  },
});
