/**
 * Origins whose pages may call the API with credentials: those of the project and the app's own.
 * @param configured origins such as `https://app.example.com`
 * @param baseUrl `BETTER_AUTH_URL`; ignored where it is no URL
 */
export function trustedOrigins(configured: readonly string[], baseUrl: unknown): string[] {
  const own = typeof baseUrl === "string" && URL.canParse(baseUrl) ? [new URL(baseUrl).origin] : [];
  return [...new Set([...configured, ...own])];
}
