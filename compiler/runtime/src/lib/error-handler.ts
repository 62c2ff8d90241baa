import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "./app-env";
import { ActionError, ApiError } from "./errors";

/** Turns what a layer or an action throws into the standard envelope; anything else is a 500 without detail. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof ApiError) return c.json(error.envelope, error.status);
  if (error instanceof ActionError) {
    const { message, code, details, statusCode } = error;
    return c.json({ error: message, code, ...(details && { details }) }, statusCode);
  }
  if (error instanceof HTTPException) return error.getResponse();
  const { requestId } = c.var;
  console.error(`Request ${requestId} failed`, error);
  return c.json({ error: "Internal server error", code: "INTERNAL_SERVER_ERROR", requestId }, 500);
};

/** The answer for a path that no route serves. */
export const onNotFound: NotFoundHandler<AppEnv> = (c) =>
  c.json({ error: "Not found", code: "NOT_FOUND" }, 404);
