import type { Caller } from "./spec";

export const organizations = ["org_a", "org_b"];

/** Team → its organization. */
export const teams: Readonly<Record<string, string>> = {
  team_red: "org_a",
  team_blue: "org_a",
  team_far: "org_b",
};

/** Everyone who calls: each way of being signed in or not. */
export const callers: Caller[] = [
  { name: "anonymous", memberships: {} },
  person("outsider", {}),
  inTeam(person("member", { org_a: "member" }, "org_a"), ["team_red"], "team_red"),
  inTeam(person("recruiter", { org_a: "member,recruiter" }, "org_a"), ["team_blue"], "team_blue"),
  inTeam(person("admin", { org_a: "admin" }, "org_a"), ["team_red", "team_blue"], "team_blue"),
  inTeam(person("owner", { org_a: "owner" }, "org_a"), ["team_red"], "team_red"),
  inTeam(person("foreignOwner", { org_b: "owner" }, "org_b"), ["team_far"], "team_far"),
  /** Its team is one of the other organization. */
  inTeam(person("both", { org_a: "member", org_b: "admin" }, "org_a"), ["team_red", "team_far"], "team_far"),
  /** Was put out of org_b, which is still the session's organization. */
  inTeam(person("removed", { org_a: "owner" }, "org_b"), ["team_far"], "team_far"),
  /** Was put out of its team, which is still the session's. */
  inTeam(person("expelled", { org_a: "member" }, "org_a"), ["team_blue"], "team_red"),
  { ...person("platform", { org_b: "member" }), userRole: "admin" },
  {
    ...inTeam(person("platformMember", { org_a: "member" }, "org_a"), ["team_red", "team_far"], "team_red"),
    userRole: "user,admin",
  },
  {
    ...inTeam(person("expired", { org_a: "owner" }, "org_a"), ["team_red"], "team_red"),
    refused: "AUTH_EXPIRED",
  },
  {
    ...inTeam(person("banned", { org_a: "owner" }, "org_a"), ["team_red"], "team_red"),
    refused: "AUTH_INVALID_TOKEN",
  },
];

function inTeam(caller: Caller, teams: string[], activeTeam: string): Caller {
  return { ...caller, teams, activeTeam };
}

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
