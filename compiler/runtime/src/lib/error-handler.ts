import type { ErrorHandler, NotFoundHandler } from "hono";
import type { AppEnv } from "./app-env";
import { errorResponse } from "./error-response";

/** Answers whatever a layer or an action throws; faults of the app itself go to the log, not to the caller. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const requestId = c.get("requestId");
  const { status, body } = errorResponse(error, requestId);
  if (status === 500) console.error(`Request ${requestId} failed:`, error);
  return c.json(body, status);
};

/** The answer for a path that no route serves. */
export const onNotFound: NotFoundHandler<AppEnv> = (c) =>
  c.json({ error: "Not found", code: "NOT_FOUND", requestId: c.get("requestId") }, 404);
