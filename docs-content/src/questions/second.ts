import type { Question } from "../search-questions";
import { api, definitions, errors, family, tool } from "./slugs";

/**
 * Forty more, written at the same time and looked at only once the search had been improved: 33 had an
 * answer among the first three hits. What they missed was looked at afterwards.
 */
export const laterQuestions: readonly Question[] = [
  // Typos.
  ["protcted status only via acton", definitions("guards")],
  ["orgainzation switch activ", "stack/auth/using-auth"],
  ["cros tenant acces forbiden", errors, definitions("firewall"), definitions("access")],
  ["validtion email url patern", definitions("validation")],
  ["hadnler file for long actoin code", definitions("actions")],
  ["shcema registry exprot", "cms/schema-registry", "cms/schema-format", "compiler/config/output"],
  ["optmistic etag if-nonematch", api("caching")],
  ["templtae turso remot database", "compiler/getting-started/template-turso"],
  ["secruity reprot singing key", definitions("security-contracts"), "compiler/config/variables"],
  // Paraphrases.
  ["stop clients from writing the price", definitions("guards")],
  ["show only the last four digits", definitions("masking")],
  ["the boss sees all, everybody else sees theirs", definitions("firewall"), definitions("access")],
  [
    "remove a record for good instead of hiding it",
    api("crud"),
    definitions("firewall"),
    definitions("keys"),
    definitions("schema"),
  ],
  [
    "compute a column on the server when a row is saved",
    definitions("guards"),
    definitions("keys"),
    definitions("actions"),
  ],
  ["an endpoint for statistics", definitions("actions")],
  [
    "rename a field without losing what users entered",
    "compiler/config/migrations",
    tool("change-table"),
    "plugins-tools/mcp-server",
  ],
  ["put the api behind my own domain", "compiler/config/domains"],
  ["what can go wrong at runtime and what does the client get", errors],
  ["check the deployed rules by really calling them", definitions("probes")],
  [
    "does my code leave my computer when compiling",
    "compiler/cloud-compiler",
    "compiler/cloud-compiler/local-compiler",
  ],
  ["generate a typescript client", api("openapi")],
  // Pasted errors.
  [
    "Column `slug` of `posts` is in `guards.updatable`, but the table has no such column",
    family("guards"),
    definitions("guards"),
  ],
  [
    'error RENAME_HINT_INVALID The rename hint `columns: { jobs: { unit: "x" } }` is not valid',
    family("migrations"),
    "compiler/config/migrations",
  ],
  [
    "FIREWALL_TEAMS_OFF `team: {}` in boards but teams are not enabled",
    family("firewall"),
    definitions("firewall"),
    "stack/auth",
  ],
  ['{"error":"Team required","layer":"firewall","code":"TEAM_REQUIRED"}', errors, definitions("firewall")],
  ["429 Too Many Requests AUTH_RATE_LIMITED", errors, "stack/auth/security"],
  ['error INPUT_INVALID: columns[0].name "first name" is not a camelCase name', "plugins-tools/mcp-server"],
  [
    "Error: Cannot find module '@quickback/compiler' in quickback.config.ts",
    "compiler/troubleshooting",
    "compiler/cloud-compiler/troubleshooting",
    "compiler/getting-started/hand-crafted",
    family("loading"),
  ],
  ["LIST_UNKNOWN_SORT sort=foo is not a column", errors, api("query-params")],
  [
    "Uncaught Error: Script startup exceeded CPU time limit. 10021",
    "compiler/integrations/cloudflare",
    "compiler/troubleshooting",
  ],
  ["GUARD_FIELD_PROTECTED status", errors, definitions("guards")],
  ["MASKING_FIELD_UNKNOWN `mail` of `users`", family("masking"), definitions("masking")],
  // Near misses.
  ["read a single page of the docs from the terminal", "compiler/cloud-compiler/cli", tool("read-doc")],
  ["search in a list with ?search=", api("query-params"), definitions("schema")],
  ["add an action with the mcp tool", tool("add-action"), "plugins-tools/mcp-server"],
  [
    "roles of an organization versus platform roles",
    definitions("access"),
    "stack/auth",
    "compiler/config/single-tenant",
  ],
  ["which cookies does sign in set", "stack/auth/security", "stack/auth/using-auth"],
  // Nothing here answers.
  ["guitar chords for beginners"],
  ["spring boot hibernate lazy loading"],
  ["when is the next solar eclipse"],
];
