import { expect, test } from "vitest";
import type { FirewallPolicy } from "../../runtime/src/lib/policy";
import { firewallWords } from "./rule-words";

test("the firewall says whose rows they are", () => {
  const policy: FirewallPolicy = {
    scopes: [
      { kind: "organization", column: "organizationId", source: "activeOrgId" },
      { kind: "team", column: "squad", source: "activeTeamId" },
      { kind: "owner", column: "ownerId", source: "userId", exceptRoles: ["owner"] },
    ],
    softDelete: "deletedAt",
    errorMode: "reveal",
    exception: false,
  };
  expect(firewallWords(policy)).toBe(
    "rows that are the active organization's (organizationId) and the caller's active team's (squad) " +
      "and the caller's own (ownerId), every one for owner, not deleted",
  );
});
