import type { RequestContext } from "./types";

/**
 * Roles as Better Auth stores them: `"admin,recruiter"` is two roles. Not trimmed, as Better Auth does
 * not either where it decides: `" owner"` must not be nobody to one and an owner to the other.
 */
export function splitRoles(stored: string | null | undefined): string[] {
  return (stored ?? "").split(",").filter((role) => role !== "");
}

/** A platform administrator: one of the roles in `user.role` is `admin`. */
export function isPlatformAdmin(ctx: RequestContext): boolean {
  return ctx.authenticated && splitRoles(ctx.userRole).includes("admin");
}
