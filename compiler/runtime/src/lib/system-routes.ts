import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { DocumentLoader } from "./app-options";
import { unauthenticated } from "./unauthenticated";

/** `GET /health`: answers without reaching a database. */
export function health(c: Context<AppEnv>): Response {
  return c.json({
    status: "ok",
    deployedAt: deployedAt(c.env),
    emailConfigured: hasEmail(c.env),
  });
}

/** `GET /api/v1/system/email-status`: what a sign-in page asks before it offers to send anything. */
export const emailStatus = (c: Context<AppEnv>) => c.json({ emailConfigured: hasEmail(c.env) });

/** Whether the app has been given something to send e-mail by. */
function hasEmail(env: Record<string, unknown>): boolean {
  return env.EMAIL !== undefined;
}

/** When the running version was deployed, by Cloudflare's version metadata; null where there is none. */
function deployedAt(env: Record<string, unknown>): string | null {
  const metadata = env.CF_VERSION_METADATA;
  const known = typeof metadata === "object" && metadata !== null && "timestamp" in metadata;
  return known && typeof metadata.timestamp === "string" ? metadata.timestamp || null : null;
}

/** Serves a JSON document to everyone. */
export const publicDocument = (load: DocumentLoader) => async (c: Context<AppEnv>) =>
  c.json((await load()).default);

/** Serves a JSON document to signed-in callers. */
export const privateDocument = (load: DocumentLoader) => async (c: Context<AppEnv>) => {
  if (!c.get("ctx").authenticated) throw unauthenticated(c.get("ctx"));
  return c.json((await load()).default);
};
