import type { Caller } from "./spec";

export const organizations = ["org_a", "org_b"];

/** Everyone who calls: each way of being signed in or not. */
export const callers: Caller[] = [
  { name: "anonymous", memberships: {} },
  person("outsider", {}),
  person("member", { org_a: "member" }, "org_a"),
  person("recruiter", { org_a: "member,recruiter" }, "org_a"),
  person("admin", { org_a: "admin" }, "org_a"),
  person("owner", { org_a: "owner" }, "org_a"),
  person("foreignOwner", { org_b: "owner" }, "org_b"),
  person("both", { org_a: "member", org_b: "admin" }, "org_a"),
  /** Was put out of org_b, which is still the session's organization. */
  person("removed", { org_a: "owner" }, "org_b"),
  { ...person("platform", { org_b: "member" }), userRole: "admin" },
  { ...person("platformMember", { org_a: "member" }, "org_a"), userRole: "user,admin" },
  { ...person("expired", { org_a: "owner" }, "org_a"), refused: "AUTH_EXPIRED" },
  { ...person("banned", { org_a: "owner" }, "org_a"), refused: "AUTH_INVALID_TOKEN" },
];

const regulars = [
  "member",
  "recruiter",
  "admin",
  "owner",
  "both",
  "platformMember",
  "foreignOwner",
  "anonymous",
];

/** For picking at random: those who get far come more often. */
export const usualCallers: Caller[] = callers.flatMap((caller) =>
  regulars.includes(caller.name) ? Array<Caller>(4).fill(caller) : [caller],
);

export const userIds = callers.flatMap(({ userId }) => userId ?? []);

function person(name: string, memberships: Record<string, string>, active?: string): Caller {
  const identity = { name, userId: `user_${name}`, email: `${name}@example.com`, userRole: "user" };
  return { ...identity, memberships, ...(active !== undefined && { active }) };
}
