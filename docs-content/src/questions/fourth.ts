import type { Question } from "../search-questions";
import { api, definitions, errors, family, tool } from "./slugs";

/** Forty written blind after all of that: 34 again; how requirements are told is in the synonyms since. */
export const fourthQuestions: readonly Question[] = [
  // Typos.
  ["maks credit crad for suport staff", definitions("masking")],
  ["updtae many recrods one requset", api("batch-operations")],
  ["firewal exeption true warnign", definitions("firewall"), family("firewall")],
  ["cutsom acton htpp method", definitions("actions"), api("actions-api")],
  ["migratoin dropps column", "compiler/config/migrations", family("migrations")],
  ["serach docs comand", "compiler/cloud-compiler/cli", tool("search-docs"), "plugins-tools/mcp-server"],
  [
    "orgnization invitaion emial",
    "stack/auth/using-auth",
    "account-ui/features/organizations",
    "plugins-tools/better-auth-plugins/aws-ses",
  ],
  [
    "qickback creat bun project",
    "compiler/getting-started/template-bun",
    "compiler/getting-started/templates",
    "compiler/getting-started",
    "compiler/cloud-compiler/cli",
  ],
  // Paraphrases.
  ["doctors may open only files of patients they treat", definitions("firewall"), definitions("access")],
  ["interns must not change prices", definitions("guards"), definitions("access")],
  ["return the money and write a log entry in one go", definitions("actions")],
  ["let the sales team archive old deals", definitions("actions"), definitions("access"), api("crud")],
  ["list without the long description field", definitions("views"), api("query-params"), definitions("keys")],
  ["passport number should be invisible for most employees", definitions("masking"), definitions("views")],
  ["what is added to my table automatically", definitions("schema")],
  ["I need two roles that are allowed different columns", definitions("views"), definitions("masking")],
  [
    "does an admin of one company get into another company",
    definitions("firewall"),
    definitions("access"),
    "stack/auth/security",
  ],
  ["url for the next fifty entries", api("query-params")],
  [
    "why is a plain string id generated and can I change that",
    definitions("schema"),
    "compiler/config/providers",
    "compiler/config/keys",
  ],
  [
    "move from local testing to the live site",
    "compiler/getting-started/development",
    "compiler/integrations/cloudflare",
    "compiler/getting-started/template-cloudflare",
  ],
  [
    "make an agent understand this framework",
    "plugins-tools/claude-code-skill",
    "plugins-tools",
    "plugins-tools/mcp-server",
  ],
  ["a comment must have between 1 and 500 characters", definitions("validation")],
  [
    "let apps on someone's phone stay signed in",
    "compiler/config/providers",
    "stack/auth/security",
    "stack/auth/using-auth",
    "compiler/config/keys",
  ],
  // Pasted errors.
  [
    "error SCHEMA_AUDIT_COLUMN quickback/features/crm/leads.ts:9:3 Table `leads` declares `modifiedBy`, which the compiler adds itself.",
    family("schema"),
    definitions("schema"),
  ],
  [
    "`crud.lst` is not a key of `crud` of table `leads`. Did you mean `list`?",
    family("definitions"),
    definitions("keys"),
    definitions("access"),
  ],
  [
    "error CONFIG_MISSING no quickback.config.ts",
    family("config"),
    family("loading"),
    "compiler/cloud-compiler/troubleshooting",
  ],
  [
    '{"error":"This record changed or is not in the required state","layer":"access","code":"ACCESS_RECORD_CONDITION"}',
    errors,
    definitions("access"),
  ],
  [
    'HTTP 400 {"code":"VALIDATION_FAILED","error":"unknown field foo"}',
    errors,
    definitions("validation"),
    definitions("guards"),
  ],
  [
    "UNIQUE constraint failed: users.email: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)",
    errors,
    definitions("schema"),
  ],
  [
    "blocked by CORS policy: Response to preflight request doesn't pass access control check",
    "compiler/troubleshooting",
    "compiler/config/domains",
  ],
  [
    "wrangler: Couldn't find a D1 DB with the name or binding 'DB'",
    "compiler/integrations/cloudflare",
    "stack/database/d1",
    "stack/database/using-d1",
    "compiler/getting-started/template-cloudflare",
  ],
  [
    'error NAME_TAKEN: table "jobs" already exists in quickback/features/hiring/jobs.ts: use change_table',
    "plugins-tools/mcp-server",
    tool("change-table"),
  ],
  ["GUARD_FIELD_NOT_UPDATABLE salary", errors, definitions("guards")],
  // Near misses.
  ["description of the tool change_table", tool("change-table"), "plugins-tools/mcp-server"],
  ["keys of quickback.config.ts", "compiler/config", "compiler/config/keys"],
  ["filter by an array of ids", api("query-params")],
  ["secret for signing webhooks", "stack/webhooks", "stack/webhooks/inbound", "stack/webhooks/outbound"],
  // Nothing here answers.
  ["how old is the universe"],
  ["swift ui navigation stack"],
  ["cheap hotels in prague"],
];
