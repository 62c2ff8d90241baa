import { APIError } from "better-auth/api";
import type { OrganizationOptions } from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { adminAc, defaultStatements, memberAc, ownerAc } from "better-auth/plugins/organization/access";

const accessControl = createAccessControl(defaultStatements);

/** Far above any real organization: Better Auth's own default stops at 100 members. */
const MEMBERSHIP_LIMIT = 100_000;

/**
 * Options of the organization plugin: Better Auth's own roles and the app's. The app's roles may
 * manage the organization no more than a member may; what they may do with data is for the
 * definitions to say.
 */
export function organizationOptions(
  customRoles: readonly string[],
  options: OrganizationOptions = {},
): OrganizationOptions {
  const custom = customRoles.map((name) => [name, accessControl.newRole(memberAc.statements)] as const);
  return {
    creatorRole: "owner",
    membershipLimit: MEMBERSHIP_LIMIT,
    ...options,
    organizationHooks: { beforeCreateInvitation },
    ac: accessControl,
    roles: { ...Object.fromEntries(custom), owner: ownerAc, admin: adminAc, member: memberAc },
  };
}

/**
 * Better Auth keeps admins from inviting owners, but looks for the name `owner` as it was written,
 * while elsewhere it trims: " owner" would pass here and count there.
 */
async function beforeCreateInvitation({ invitation }: { invitation: { role: string } }): Promise<void> {
  if (invitation.role.split(",").every((role) => role === role.trim())) return;
  throw new APIError(400, { message: "Roles are written without spaces around them" });
}
