import { ApiError } from "./errors";
import type { RequestContext } from "./types";

const messages = {
  AUTH_MISSING: ["Authentication required", "Send a session cookie or a signed bearer token"],
  AUTH_EXPIRED: ["The session has expired", "Sign in again"],
  AUTH_INVALID_TOKEN: [
    "The session is not valid",
    "Sign in again; a bearer token is the whole `set-auth-token` header of sign-in, with its signature",
  ],
} as const;

/** The 401 for an anonymous caller: says whether credentials were absent, expired or not accepted. */
export function unauthenticated(ctx: RequestContext): ApiError {
  const code = ctx.authFailure ?? "AUTH_MISSING";
  const [error, hint] = messages[code];
  return new ApiError(401, { error, layer: "authentication", code, hint });
}
