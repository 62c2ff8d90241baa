import { ApiError } from "./errors";
import type { AuthFailure, RequestContext } from "./types";

const hints: Record<AuthFailure["credential"], string> = {
  session:
    "Sign in again; a bearer token is the whole `set-auth-token` header of sign-in, with its signature",
  key: "Make a new key: POST /auth/v1/api-key/create",
  token: "Get a new one with your session: POST /api/v1/token",
};

/** The 401 for an anonymous caller: says whether credentials were absent, expired or not accepted. */
export function unauthenticated(ctx: RequestContext): ApiError {
  const { authFailure } = ctx;
  if (!authFailure) {
    return new ApiError(401, {
      error: "Authentication required",
      layer: "authentication",
      code: "AUTH_MISSING",
      hint: "Send a session cookie or a signed bearer token",
    });
  }
  const { credential, code } = authFailure;
  const error = `The ${credential} ${code === "AUTH_EXPIRED" ? "has expired" : "is not valid"}`;
  return new ApiError(401, { error, layer: "authentication", code, hint: hints[credential] });
}
