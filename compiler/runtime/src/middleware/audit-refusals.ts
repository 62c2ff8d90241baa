import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { AppEnv } from "../lib/app-env";
import { auditedCall, recordCall } from "../lib/security-audit";

/**
 * Writes the audit row of a call that was refused before its action ran: from a foreign origin, or with
 * too large a body.
 */
export const auditRefusals = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.error) return;
  for (const { handler } of matchedRoutes(c)) {
    const call = auditedCall(handler, c);
    if (call) await recordCall(c, call, { error: c.error });
  }
});
