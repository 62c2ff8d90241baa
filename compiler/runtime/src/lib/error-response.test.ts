import { HTTPException } from "hono/http-exception";
import { expect, it } from "vitest";
import { errorResponse } from "./error-response";
import { ActionError, ApiError } from "./errors";

it("answers expected refusals as they are, with the request's id", () => {
  const refusal = new ApiError(403, { error: "No", layer: "access", code: "ACCESS_ROLE_REQUIRED" });
  expect(errorResponse(refusal, "r1")).toEqual({
    status: 403,
    body: { error: "No", layer: "access", code: "ACCESS_ROLE_REQUIRED", requestId: "r1" },
  });
  expect(errorResponse(new ActionError("Late", "LATE", 409, { by: 1 }), undefined)).toEqual({
    status: 409,
    body: { error: "Late", code: "LATE", details: { by: 1 } },
  });
});

it("keeps everything of an internal error to itself", () => {
  for (const error of [new Error("select password"), new HTTPException(500, { message: "inside" }), "text"]) {
    expect(errorResponse(error, undefined)).toEqual({
      status: 500,
      body: { error: "Internal error", code: "INTERNAL_SERVER_ERROR" },
    });
  }
});
