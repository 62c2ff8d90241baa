import { api, definitions, tool } from "./slugs";

const roles = ["compiler/recipes/roles#how-people-get-a-role", "compiler/definitions/access#roles"];
const atomic = `${definitions("actions")}#atomic-changes-stock-balances-counters`;
const json = `${definitions("schema")}#json-columns`;
const filled = `${definitions("guards")}#columns-that-the-app-fills`;
const unproven = [`${definitions("security-contracts")}#evidence`, tool("explain-security-report")];
const upserts = `${definitions("handlers")}#upserts`;
const users = `${definitions("schema")}#users-in-your-tables`;

/**
 * What three agents searched for, word by word, who built a blog, an inventory and a helpdesk by the tools
 * alone → the sections that answer (`slug#` is a page's lead, a slug alone any of its sections).
 */
export const agentQueries: readonly (readonly [query: string, ...places: string[]])[] = [
  [
    "public read published only PUBLIC without signing in organization firewall draft hidden",
    "compiler/recipes/published-rows#",
  ],
  ["full-text search", `${definitions("schema")}#search`, `${api("query-params")}#search`],
  ["organization roles custom roles writer editor", ...roles],
  [
    "url validation slug unique",
    `${definitions("validation")}#rules`,
    `${definitions("schema")}#unique-values`,
  ],
  ["atomic changes action access record non-empty", atomic],
  ["email of author stored with the comment default from ctx", filled],
  [
    "PUBLIC list organizationId anonymous which organization",
    "compiler/recipes/published-rows#",
    `${definitions("firewall")}#another-organization`,
  ],
  [
    "anyone member create comment parent must be published cross-table condition on create",
    "compiler/recipes/parent-state#",
  ],
  ["tags json array column filter", json, `${api("query-params")}#filters`],
  ["invite member with custom role writer editor", ...roles, "stack/auth/using-auth#organizations"],
  ["references foreign key parent row visible insert check", `${definitions("schema")}#relations`],
  ["json column shape validate array of strings filter one tag", json],
  ["lines unproven security report", ...unproven],
  [
    "bearer token sign-up Authorization header 401",
    "stack/auth/using-auth#accounts",
    "compiler/troubleshooting#every-request-answers-401",
  ],
  ["CHECK constraint on table two columns", definitions("constraints")],
  ["json column type shape validation zod", json],
  [
    "errorMode hide access condition failed existence of draft",
    "compiler/recipes/published-rows#",
    `${definitions("firewall")}#what-a-blocked-caller-sees`,
  ],
  ["defaultSort list newest first", `${api("query-params")}#`, `${definitions("schema")}#`],
  [
    "public caller organization by slug instead of id",
    "compiler/recipes/published-rows#",
    `${definitions("firewall")}#another-organization`,
  ],
  ["atomic changes", atomic],
  ["custom organization roles clerk manager", ...roles],
  ["batch create import many rows", api("batch-operations")],
  ["append-only table", "compiler/recipes/append-only#"],
  ["list compare two columns, custom query GET action", `${definitions("actions")}#queries-of-your-own`],
  [
    "hide a column from a role, masking redact, only for managers",
    `${definitions("masking")}#who-sees-the-value`,
    `${definitions("masking")}#types`,
  ],
  ["defineTable options audit softDelete false immutable table no update", "compiler/recipes/append-only#"],
  [
    "write a column through action only, protected guards, insert in handler blocked firewall",
    "compiler/recipes/state-machine#",
    `${definitions("guards")}#the-lists`,
    `${definitions("actions")}#reading-and-writing-other-tables`,
  ],
  [
    "custom roles default member role creatorRole organization plugin clerk instead of member",
    "compiler/recipes/roles#how-people-get-a-role",
  ],
  [
    "record change access to a create by role and value of a column",
    `${definitions("access")}#where-conditions-apply`,
  ],
  [
    "creatorRole organization creator becomes owner",
    "compiler/recipes/roles#how-people-get-a-role",
    "stack/auth/using-auth#organizations",
  ],
  [
    "unique over several columns composite unique index",
    definitions("constraints"),
    `${definitions("schema")}#unique-values`,
  ],
  ["onConflictDoNothing onConflictDoUpdate upsert in action db", upserts],
  ["CHECK_VIOLATION constraint message catch in handler db.batch error", "compiler/recipes/ledger#"],
  ["lines unproven", ...unproven],
  ["D1_TYPE_ERROR: Type undefined not supported for value undefined", `${definitions("handlers")}#undefined`],
  ["custom organization roles agent supervisor admin", ...roles],
  ["sequential number per organization", "compiler/recipes/numbering#"],
  ["cascade soft delete to child tables", `${api("crud")}#delete`, `${definitions("schema")}#relations`],
  ["date condition in record rule within 14 days", `${definitions("access")}#record-conditions`],
  ["overdue rows list where date less than now", `${api("query-params")}#filters`],
  ["custom roles invite member role agent organization plugin roles", ...roles],
  ["default value computed on create column defaultNow ctx", filled],
  [
    "override create handler hook validate reference",
    filled,
    "compiler/recipes/parent-state#",
    `${definitions("schema")}#relations`,
  ],
  ["default organization membership signup role", "compiler/recipes/roles#how-people-get-a-role"],
  ["mask type internal field show roles record assignee", `${definitions("masking")}#who-sees-the-value`],
  ["immutable field set on create default $ctx.userId", filled],
  ["guard per role: only admins may write a field", `${definitions("guards")}#the-lists`],
  ["onConflictDoUpdate upsert in action handler", upserts],
  ["search query filter operator lt date", `${api("query-params")}#filters`, `${api("query-params")}#`],
  [
    "action input timestamp date z.iso.datetime",
    "compiler/getting-started/full-example#the-action",
    `${definitions("handlers")}#inputs`,
  ],
  ["check that user id is a member of the organization in a handler", users],
  [
    "masked value written back update masked email",
    `${definitions("masking")}#everywhere-the-value-could-leak`,
  ],
  [
    "helper module shared between action handlers",
    `${definitions("handlers")}#inputs`,
    "compiler/definitions#kinds-of-files",
  ],
  ["query the auth database member table from an action handler", users],
];
