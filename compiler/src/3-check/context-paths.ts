/** What a firewall source or a `$ctx.…` operand may read from the request context. */
export const contextPaths: readonly string[] = [
  "userId",
  "userRole",
  "activeOrgId",
  "activeTeamId",
  "user.id",
  "user.email",
  "user.name",
];
