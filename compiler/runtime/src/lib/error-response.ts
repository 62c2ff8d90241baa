import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ActionError, ApiError, type ErrorEnvelope } from "./errors";
import { jsonText } from "./json-values";

/**
 * Any thrown error as its answer. What is not an expected refusal becomes a bare 500: no message,
 * statement or value of an internal error reaches the client.
 */
export function errorResponse(
  error: unknown,
  requestId: string | undefined,
): { status: ContentfulStatusCode; body: ErrorEnvelope } {
  const traced = requestId === undefined ? {} : { requestId };
  if (error instanceof ApiError) return { status: error.status, body: { ...error.envelope, ...traced } };
  if (error instanceof ActionError) {
    const { message, code, details } = error;
    return {
      status: error.statusCode,
      // A handler's details may hold what JSON has no form for.
      body: { error: message, code, ...(details && { details: JSON.parse(jsonText(details)) }), ...traced },
    };
  }
  if (error instanceof HTTPException && error.status < 500) {
    // Hono throws these for malformed requests; its messages hold nothing of the caller's data.
    return { status: httpStatus(error), body: { error: error.message, code: "REQUEST_REFUSED", ...traced } };
  }
  return { status: 500, body: { error: "Internal error", code: "INTERNAL_SERVER_ERROR", ...traced } };
}

function httpStatus(error: HTTPException): ContentfulStatusCode {
  return error.status === 413 ? 413 : error.status === 404 ? 404 : 400;
}
