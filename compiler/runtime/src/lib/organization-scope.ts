import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import { ApiError } from "./errors";
import { isPlatformAdmin } from "./roles";
import type { RequestContext } from "./types";
import { unauthenticated } from "./unauthenticated";

/**
 * Applies `?organizationId=`: the one rule for reaching another organization than the active one.
 * Platform admins may name any organization and have there the roles of their membership, if any;
 * on a PUBLIC route everyone may name one and has no roles in it. Everyone else is refused.
 *
 * Runs one statement only for a platform admin who names another organization.
 *
 * @param isPublic the route's access admits `PUBLIC`
 * @returns the context to use for the rest of the request
 * @throws ApiError 403 `ACCESS_CROSS_TENANT_FORBIDDEN`; 401 for an anonymous caller off PUBLIC routes
 */
export async function resolveOrganization(
  c: Context<AppEnv>,
  ctx: RequestContext,
  isPublic: boolean,
): Promise<RequestContext> {
  const requested = c.req.query("organizationId");
  const identities = c.get("identities");
  if (!requested || !identities.organizations || requested === ctx.activeOrgId) return ctx;

  if (ctx.userId !== undefined && isPlatformAdmin(ctx)) {
    const roles = await identities.rolesIn(ctx.userId, requested);
    return inOrganization(ctx, requested, roles ?? []);
  }
  if (isPublic) return inOrganization(ctx, requested, []);
  if (!ctx.authenticated) throw unauthenticated(ctx);
  throw new ApiError(403, {
    error: "Another organization's data is out of reach",
    layer: "access",
    code: "ACCESS_CROSS_TENANT_FORBIDDEN",
    hint: "Leave out organizationId, or make that organization active first",
  });
}

function inOrganization(ctx: RequestContext, activeOrgId: string, roles: string[]): RequestContext {
  const { activeTeamId: _otherOrganization, ...rest } = ctx;
  return { ...rest, activeOrgId, roles };
}
