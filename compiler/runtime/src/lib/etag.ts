import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { AppEnv } from "./app-env";

/**
 * Answers JSON with a weak ETag of its own bytes, which are what this caller may see after masking.
 * Hono's etag middleware would read the answer back from a cloned stream; the text is at hand here.
 *
 * @param enabled `etag.enabled` of the config; without it the answer is plain JSON
 */
export function jsonWithEtag(c: Context<AppEnv>, body: unknown, enabled: boolean): Response {
  const text = JSON.stringify(body);
  if (!enabled) return c.body(text, 200, { "Content-Type": "application/json" });
  // Web Crypto would hash on another thread, which costs more than the hash.
  const hex = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const tag = `W/"${hex}"`;
  const headers = { ETag: tag, "Cache-Control": "no-cache" };
  if (matches(c.req.header("If-None-Match"), hex)) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, "Content-Type": "application/json" });
}

/** Weak comparison (RFC 9110 §8.8.3.2): the tags' `W/` does not count. */
function matches(header: string | undefined, hex: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || (header.match(/"[^"]*"/g)?.includes(`"${hex}"`) ?? false);
}
