import type { BetterAuthPlugin } from "better-auth";
import { createAuthMiddleware, getSessionFromCtx } from "better-auth/api";
import { splitRoles } from "./roles";
import { isObject } from "./validation";

/** The roles that `organizationOptions` lets invite. */
const INVITING = ["owner", "admin"];

/**
 * Keeps pending invitations from members who may not invite. Better Auth shows them to every member,
 * ids included, and an id with an account of the invited address is enough to accept: a member could
 * register an address that was invited as owner before its holder does.
 */
export const invitationPrivacy: BetterAuthPlugin = {
  id: "quickback-invitation-privacy",
  hooks: {
    after: [
      {
        matcher: ({ path }) => path?.startsWith("/organization/") ?? false,
        handler: createAuthMiddleware(async (ctx) => {
          const { returned } = ctx.context;
          const listed = ctx.path === "/organization/list-invitations" && Array.isArray(returned);
          const whole = isObject(returned) && Array.isArray(returned.invitations) ? returned : undefined;
          if (!listed && !whole) return;
          const session = await getSessionFromCtx(ctx);
          const organizationId =
            whole?.id ?? ctx.query?.organizationId ?? session?.session.activeOrganizationId;
          const member = await ctx.context.adapter.findOne<{ role: string }>({
            model: "member",
            where: [
              { field: "userId", value: session?.user.id ?? "" },
              { field: "organizationId", value: String(organizationId) },
            ],
          });
          if (splitRoles(member?.role).some((role) => INVITING.includes(role))) return;
          return ctx.json(whole ? { ...whole, invitations: [] } : []);
        }),
      },
    ],
  },
};
