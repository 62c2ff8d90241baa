import { asc } from "drizzle-orm";
import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { AuthTables } from "./auth-tables";
import { ApiError } from "./errors";
import { isPlatformAdmin } from "./roles";
import type { RequestContext } from "./types";
import { unauthenticated } from "./unauthenticated";

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** Admits platform administrators only. @throws ApiError 401 or 403 */
export function requirePlatformAdmin(ctx: RequestContext): void {
  if (!ctx.authenticated) throw unauthenticated(ctx);
  if (isPlatformAdmin(ctx)) return;
  throw new ApiError(403, {
    error: "Platform administrators only",
    layer: "access",
    code: "ACCESS_ADMIN_REQUIRED",
    details: { userRoleRequired: ["admin"], userRoleCurrent: ctx.userRole ?? null },
  });
}

/** `GET /admin/v1/organizations?limit=&offset=`: every organization, by name. */
export const listOrganizations =
  (organization: NonNullable<AuthTables["organization"]>) => async (c: Context<AppEnv>) => {
    requirePlatformAdmin(c.get("ctx"));
    const limit = Math.min(wholeNumber(c, "limit", PAGE_SIZE), MAX_PAGE_SIZE);
    const offset = wholeNumber(c, "offset", 0);
    const data = await c
      .get("databases")
      .auth.orm.select({
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        createdAt: organization.createdAt,
      })
      .from(organization)
      .orderBy(asc(organization.name), asc(organization.id))
      .limit(limit)
      .offset(offset);
    return c.json({ data, pagination: { limit, offset, count: data.length } });
  };

function wholeNumber(c: Context<AppEnv>, name: string, otherwise: number): number {
  const text = c.req.query(name);
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ApiError(400, {
    error: `${name} must be a whole number`,
    layer: "validation",
    code: "VALIDATION_FAILED",
    details: { fields: { [name]: "must be a whole number" } },
  });
}
