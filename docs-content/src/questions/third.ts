import type { Question } from "../search-questions";
import { api, definitions, errors, family, tool } from "./slugs";

/** Forty written blind after that: 34 had an answer among the first three hits, and the pages learnt from the rest. */
export const nextQuestions: readonly Question[] = [
  // Typos.
  ["vaildate lenght of a titel", definitions("validation")],
  [
    "craete tabel organizaton scoped",
    tool("scaffold-table"),
    "plugins-tools/mcp-server",
    definitions("firewall"),
    definitions("schema"),
  ],
  ["revoek session loguot", "stack/auth/using-auth", "stack/auth/security", "account-ui/features/sessions"],
  ["opnapi specfication url", api("openapi")],
  [
    "depoly to cloudfalre",
    "compiler/integrations/cloudflare",
    "compiler/getting-started/template-cloudflare",
    "compiler/getting-started/development",
  ],
  ["filtr greater tahn date", api("query-params")],
  ["reslove reltaions foregin keys", definitions("schema"), api("crud")],
  ["exlpain secuirty who may read", tool("explain-security-report"), definitions("security-contracts")],
  // Paraphrases.
  [
    "let a customer cancel their booking until it has been confirmed",
    definitions("actions"),
    definitions("access"),
  ],
  ["our accountant should see invoices but never change them", definitions("access")],
  ["hide the phone number except from admins", definitions("masking")],
  [
    "mark rows as deleted rather than really removing them",
    definitions("firewall"),
    api("crud"),
    definitions("schema"),
  ],
  ["who changed this row last", definitions("schema"), definitions("concepts")],
  ["upload two hundred products from a spreadsheet", api("batch-operations")],
  ["sort by price descending", api("query-params")],
  ["keep a field the same forever once it is set", definitions("guards")],
  ["a public form that anybody can submit", definitions("access"), definitions("actions")],
  [
    "the api for a mobile app: which header carries the token",
    "compiler/using-the-api",
    "stack/auth/using-auth",
    "stack/auth/security",
  ],
  [
    "run it on node with a file database",
    "stack/database/sqlite",
    "compiler/getting-started/template-bun",
    "compiler/integrations",
    "compiler/getting-started/template-turso",
    "compiler/config/providers",
  ],
  ["make sure nobody loosens security without a review", definitions("security-contracts")],
  [
    "several tables in one feature",
    "compiler/definitions",
    "compiler/getting-started/full-example",
    definitions("concepts"),
  ],
  ["can I write plain sql in a handler", definitions("actions")],
  ["change the role of a member", "stack/auth/using-auth", "account-ui/features/organizations"],
  // Pasted errors.
  [
    "error GUARDS_UNKNOWN_FIELD `salry` in guards.createable of `jobs`",
    family("guards"),
    definitions("guards"),
  ],
  [
    "error ACCESS_MISSING crud.list of `posts` has no access",
    family("access"),
    definitions("access"),
    family("crud"),
  ],
  [
    "View `summary` of `orders` lists the field `totl`, which is not a column",
    family("views"),
    definitions("views"),
  ],
  [
    '{"error":"Not a member","layer":"authentication","code":"ORG_MEMBERSHIP_REQUIRED"}',
    errors,
    "compiler/troubleshooting",
  ],
  [
    '{"code":"VALIDATION_FAILED","details":{"fields":{"amount":"must be at least 0"}}}',
    errors,
    definitions("validation"),
  ],
  ["413 BODY_TOO_LARGE", errors],
  [
    "error RENAME_AMBIGUOUS In table `jobs`, column `department` is gone and `unit` is new: renamed, or dropped and added?",
    family("migrations"),
    "compiler/config/migrations",
  ],
  ["error CYCLIC_IMPORT jobs.ts imports candidates.ts imports jobs.ts", family("loading")],
  [
    "error PROJECT_BUSY: Another compile or edit is writing this project: try again when it is done.",
    "plugins-tools/mcp-server",
    family("writing"),
    "compiler/troubleshooting",
  ],
  [
    "invalid signature report has been tampered verify-report exit 1",
    definitions("security-contracts"),
    "compiler/cloud-compiler/cli",
  ],
  // Near misses.
  ["options of defineAuth", "compiler/config/providers", "compiler/config/keys"],
  ["fields of a list row in the cms", "cms/table-views", "cms/schema-format"],
  [
    "test that actions refuse other tenants",
    definitions("probes"),
    definitions("firewall"),
    definitions("security-contracts"),
  ],
  ["url of an action", api("actions-api"), definitions("actions")],
  // Nothing here answers.
  ["how to knit a scarf"],
  ["kotlin coroutines flow"],
  ["train timetable london"],
];
