/**
 * Origins whose pages may call the API with credentials: those of the project and the app's own.
 * @param configured origins such as `https://app.example.com`
 * @param baseUrl `BETTER_AUTH_URL`; ignored where it is no URL
 */
export function trustedOrigins(configured: readonly string[], baseUrl: unknown): string[] {
  const own = typeof baseUrl === "string" && URL.canParse(baseUrl) ? [new URL(baseUrl).origin] : [];
  return [...new Set([...configured, ...own])];
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The origin of a request to a local server, which may listen elsewhere than `BETTER_AUTH_URL` says:
 * `wrangler dev --port`, or 127.0.0.1 in place of localhost. None where the app or the request is not local.
 */
export function localOrigin(baseUrl: string, request: Request | undefined): string[] {
  return request && isLocal(baseUrl) && isLocal(request.url) ? [new URL(request.url).origin] : [];
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}
