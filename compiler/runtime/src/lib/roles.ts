import type { RequestContext } from "./types";

/** Roles as Better Auth stores them: `"admin,recruiter"` is two roles. */
export function splitRoles(stored: string | null | undefined): string[] {
  return (stored ?? "")
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
}

/** A platform administrator: one of the roles in `user.role` is `admin`. */
export function isPlatformAdmin(ctx: RequestContext): boolean {
  return ctx.authenticated && splitRoles(ctx.userRole).includes("admin");
}
