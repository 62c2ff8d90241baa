import { ApiError } from "./errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Guards cookie-authenticated writes against cross-site request forgery: browsers name the page's
 * origin, and it must be trusted. Clients that are not browsers send no origin and pass.
 * @throws ApiError 403 `ACCESS_ORIGIN_FORBIDDEN`
 */
export function requireTrustedOrigin(request: Request, trusted: readonly string[]): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.get("origin");
  const foreign =
    origin === null
      ? request.headers.get("sec-fetch-site") === "cross-site"
      : origin !== new URL(request.url).origin && !trusted.includes(origin);
  if (!foreign) return;
  throw new ApiError(403, {
    error: "Requests with a session cookie are not accepted from this origin",
    layer: "authentication",
    code: "ACCESS_ORIGIN_FORBIDDEN",
    hint: "Add the origin to trustedOrigins in quickback.config.ts, or send a bearer token",
  });
}
