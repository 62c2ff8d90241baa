import { stringArray } from "./literal";

/** Who a row of a table belongs to. */
export const TABLE_SCOPES = [
  "organization",
  "team",
  "owner",
  "organization+owner",
  "team+owner",
  "public",
] as const;

export type TableScope = (typeof TABLE_SCOPES)[number];

/** Who reads and who writes in the place of the roles that a scope has by itself. */
export interface ScopeRoles {
  read?: readonly string[] | undefined;
  write?: readonly string[] | undefined;
}

/** What a scope means in a definition. */
export interface ScopeRules {
  /** The columns that hold the scope, as column key and SQL name. */
  columns: { name: string; dbName: string }[];
  /** Source of the `firewall` object. */
  firewall: string;
  /** Source of the access rules. */
  read: string;
  write: string;
  /** Source of a mask's `show`; `undefined` where nobody may see the value in clear. */
  show: string | undefined;
}

/**
 * The rules of a scope, with roles of the project's own. Rows of an organization are for its roles, other rows
 * for platform roles.
 */
export function rulesOf(scope: TableScope, { read, write }: ScopeRoles = {}): ScopeRules {
  const rules = SCOPE_RULES[scope];
  const clear = write && !write.includes("PUBLIC") && rules.show === MANAGERS;
  return {
    ...rules,
    ...(read && { read: accessFor(scope, read) }),
    ...(write && { write: accessFor(scope, write) }),
    ...(clear && { show: accessFor(scope, write) }),
  };
}

/** Whether rows of the scope belong to an organization, so that its roles say who may do what. */
export function hasOrganization(scope: TableScope): boolean {
  return SCOPE_RULES[scope].columns.includes(ORGANIZATION);
}

function accessFor(scope: TableScope, roles: readonly string[]): string {
  const clause = hasOrganization(scope) || roles.includes("PUBLIC") ? "roles" : "userRole";
  return `{ ${clause}: ${stringArray(roles)} }`;
}

const ORGANIZATION = { name: "organizationId", dbName: "organization_id" };
const TEAM = { name: "teamId", dbName: "team_id" };
const OWNER = { name: "ownerId", dbName: "owner_id" };
const EVERY_MEMBER = '{ roles: ["owner", "admin", "member"] }';
const MANAGERS = '{ roles: ["owner", "admin"] }';

export const SCOPE_RULES: Record<TableScope, ScopeRules> = {
  organization: {
    columns: [ORGANIZATION],
    firewall: "{ organization: {}, softDelete: {} }",
    read: EVERY_MEMBER,
    write: MANAGERS,
    show: MANAGERS,
  },
  // A team is one of its organization, whose roles its members have.
  team: {
    columns: [ORGANIZATION, TEAM],
    firewall: "{ organization: {}, team: {}, softDelete: {} }",
    read: EVERY_MEMBER,
    write: MANAGERS,
    show: MANAGERS,
  },
  // Personal rows need no organization: any signed-in user works on their own.
  owner: {
    columns: [OWNER],
    firewall: "{ owner: {}, softDelete: {} }",
    read: '{ userRole: ["user", "admin"] }',
    write: '{ userRole: ["user", "admin"] }',
    show: '{ or: "owner" }',
  },
  // The firewall already keeps members to their own rows, so they may write them.
  "organization+owner": {
    columns: [ORGANIZATION, OWNER],
    firewall: "{ organization: {}, owner: {}, softDelete: {} }",
    read: EVERY_MEMBER,
    write: EVERY_MEMBER,
    show: '{ roles: ["owner", "admin"], or: "owner" }',
  },
  "team+owner": {
    columns: [ORGANIZATION, TEAM, OWNER],
    firewall: "{ organization: {}, team: {}, owner: {}, softDelete: {} }",
    read: EVERY_MEMBER,
    write: EVERY_MEMBER,
    show: '{ roles: ["owner", "admin"], or: "owner" }',
  },
  public: {
    columns: [],
    firewall: "{ exception: true, softDelete: {} }",
    read: '{ roles: ["PUBLIC"] }',
    write: '{ userRole: ["admin"] }',
    show: undefined,
  },
};
