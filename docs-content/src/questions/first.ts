import type { Question } from "../search-questions";
import { api, definitions, errors, family, tool } from "./slugs";

/**
 * Sixty questions written down blind, before any result for them had been seen: as an agent or an engineer
 * in a hurry writes, with messages pasted from compiles that failed. 48 of them had an answer among the first
 * three hits; the search was improved on what they missed.
 */
export const unseenQuestions: readonly Question[] = [
  // Typos.
  ["immutabel fields after creat", definitions("guards")],
  ["sopft delet undelete", api("crud"), definitions("firewall"), definitions("schema")],
  ["masknig phone nubmer", definitions("masking")],
  ["owenr scope firwall", definitions("firewall")],
  ["standlone action withuot table", definitions("actions")],
  ["migraton rename colum hint", "compiler/config/migrations", family("migrations"), tool("change-table")],
  ["sesion expirey", "compiler/config/providers", "stack/auth/security", "stack/auth/using-auth"],
  [
    "requird field defualt value",
    definitions("schema"),
    definitions("guards"),
    api("crud"),
    tool("scaffold-table"),
  ],
  ["fulltext serach fts5", definitions("schema"), api("query-params")],
  ["quikback verfiy-report", definitions("security-contracts"), "compiler/cloud-compiler/cli"],
  ["instal mcp sevrer cursor", "plugins-tools/mcp-server"],
  ["bacth udpate partial failrue 207", api("batch-operations")],
  ["dipslay colum label foreign key", definitions("schema"), api("crud")],
  ["secrit rotation BETER_AUTH_SECRET", "compiler/config/variables", "stack/auth/security"],
  // Paraphrases.
  ["only the person who wrote a comment may edit it", definitions("access"), definitions("firewall")],
  ["a user must not see how much colleagues earn", definitions("masking"), definitions("views")],
  ["employees of customer A must never reach data of customer B", definitions("firewall")],
  ["approve an order only while it is pending", definitions("actions"), definitions("access")],
  ["two writes that both happen or neither", definitions("actions"), api("batch-operations")],
  ["stock should never drop below zero", definitions("actions"), definitions("schema")],
  [
    "give the status a starting value nobody can choose",
    definitions("guards"),
    api("crud"),
    definitions("keys"),
  ],
  ["how many rows come back if I do not say", api("query-params"), definitions("keys"), api("crud")],
  ["next page of results", api("query-params")],
  ["rows created last week", api("query-params")],
  ["total number of rows in the list", api("query-params"), api("crud")],
  ["which roles exist", definitions("access"), definitions("concepts"), "stack/auth"],
  ["send the caller a pdf", definitions("actions"), api("actions-api")],
  [
    "where do I put code shared by two actions",
    definitions("actions"),
    "compiler/definitions",
    "compiler/getting-started/full-example",
  ],
  [
    "can a colleague review what changed about permissions in a pull request",
    definitions("security-contracts"),
  ],
  ["how does the frontend know who is logged in", "stack/auth/using-auth"],
  ["invite a colleague to my company", "stack/auth/using-auth", "account-ui/features/organizations"],
  ["two people of the same tenant in different departments", definitions("firewall"), "stack/auth"],
  // Pasted errors, from compiles and apps.
  [
    "error FIREWALL_COLUMN_MISSING quickback/features/hiring/jobs.ts:17:15\n  The `organization` scope of `jobs` needs the column `organizationId`, which the table does not have.",
    family("firewall"),
    definitions("firewall"),
  ],
  [
    "error UNKNOWN_KEY quickback/features/hiring/jobs.ts:19:5 `creatable` is not a key of `guards` of table `jobs`. An unknown key would be ignored",
    family("definitions"),
    definitions("guards"),
  ],
  [
    '`masking.email.type` of table `candidates`: Invalid option: expected one of "email"|"phone"|"ssn"|"creditCard"|"name"|"redact"|"custom"',
    family("definitions"),
    definitions("masking"),
  ],
  [
    "The database provider `postgres` is not supported.",
    family("config"),
    "stack/database/neon",
    "compiler/integrations/neon",
  ],
  [
    "`zodd` cannot be resolved from `quickback/features/hiring/actions.ts`.",
    family("loading"),
    "compiler/troubleshooting",
  ],
  ['error SYNTAX_ERROR jobs.ts:31:1 Expected identifier but found ")".', family("loading")],
  [
    "Table `jobs` declares `createdAt`, which the compiler adds itself.",
    family("schema"),
    definitions("schema"),
  ],
  [
    "error CONFIG_PLUGIN_UNSUPPORTED The auth plugin `magicLink` is not supported.",
    family("config"),
    "stack/auth/plugins",
    "account-ui/features/passwordless",
  ],
  ['403 {"layer":"access","code":"ACCESS_ROLE_REQUIRED"}', errors, definitions("access")],
  ["400 Unknown filter field salary", errors, api("query-params")],
  [
    "error: Authentication required 401 AUTH_MISSING on /api/v1/jobs",
    errors,
    "stack/auth/security",
    api("errors"),
  ],
  [
    "D1_ERROR: no such column: team_id at offset 94: SQLITE_ERROR",
    "compiler/troubleshooting",
    "compiler/config/migrations",
  ],
  [
    "error NOT_EDITABLE: quickback/features/hiring/jobs.ts:7:12 cannot be changed safely",
    "plugins-tools/mcp-server",
  ],
  [
    "npm ERR! code ERESOLVE better-auth peer dependency",
    "compiler/cloud-compiler/troubleshooting",
    "compiler/troubleshooting",
  ],
  [
    "warning DATA_LOSS This migration drops column `salary_max` of table `jobs`.",
    family("migrations"),
    "compiler/config/migrations",
  ],
  [
    "ACCESS_WIDENED exit code 3",
    family("contracts"),
    definitions("security-contracts"),
    "compiler/cloud-compiler/cli",
  ],
  // Near misses.
  ["which fields may a view show", definitions("views")],
  ["rules for values of an action's input", definitions("actions"), definitions("validation")],
  ["who may call an action", definitions("actions"), definitions("access")],
  ["json schema of the security report", definitions("security-contracts")],
  ["schema registry json fields", "cms/schema-format", "cms/schema-registry"],
  ["environment variables for migrations", "compiler/config/variables", "compiler/config/migrations"],
  ["default sort of a table", definitions("schema"), definitions("keys"), api("query-params")],
  ["api keys or bearer token for a script", "stack/auth/api-keys", "stack/auth/using-auth"],
  // Nothing here answers.
  ["best pizza in naples"],
  ["kafka consumer group rebalance"],
  ["css grid center a div"],
  ["terraform aws vpc module"],
];
