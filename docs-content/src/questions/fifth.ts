import type { Question } from "../search-questions";
import { api, definitions, errors, family, tool } from "./slugs";

/**
 * Forty written blind at the end, harder ones: 30 had an answer among the first three hits, where the search
 * before all of this found 27.
 */
export const lastQuestions: readonly Question[] = [
  // Typos.
  ["gaurds imutable owner feild", definitions("guards")],
  ["pagnation cursor ofset limti", api("query-params")],
  ["defneAuth emial pasword disabel signup", "compiler/config/providers", "compiler/config/keys"],
  ["orgainsation memebr roles", definitions("access"), "stack/auth", "stack/auth/using-auth"],
  ["sceurity repot unprovn", definitions("security-contracts"), tool("explain-security-report")],
  ["veiw fields acces rule", definitions("views")],
  ["compil dryrun jsno", "compiler/cloud-compiler/cli", tool("compile")],
  [
    "soft deletd rows stil in list",
    definitions("firewall"),
    "compiler/troubleshooting",
    api("crud"),
    definitions("schema"),
  ],
  // Paraphrases.
  ["a landlord can look at his flats only", definitions("firewall"), definitions("access")],
  ["cashiers must not give discounts", definitions("guards"), definitions("access"), definitions("actions")],
  [
    "once signed a contract cannot be altered any more",
    definitions("access"),
    definitions("guards"),
    definitions("actions"),
  ],
  [
    "only the school itself should know a pupil's grades",
    definitions("firewall"),
    definitions("masking"),
    definitions("access"),
  ],
  ["write the same change to one hundred rows", api("batch-operations")],
  ["reject a name that is shorter than three letters", definitions("validation")],
  ["search customers by part of their name", api("query-params"), definitions("schema")],
  ["what does the server answer when I am not allowed", errors],
  ["how do I add my own endpoint that is not about a record", definitions("actions")],
  [
    "charge a credit card from the backend",
    definitions("actions"),
    "stack/webhooks",
    "stack/webhooks/inbound",
  ],
  [
    "let the marketing site on another address read the posts",
    "compiler/config/domains",
    definitions("access"),
    "compiler/troubleshooting",
    "compiler/config/single-tenant",
  ],
  [
    "I want ids that count up instead of random ones",
    "compiler/config/providers",
    "compiler/config/keys",
    definitions("schema"),
  ],
  ["where are passwords kept", "stack/auth/security", "stack/auth", "stack/auth/using-auth"],
  ["two teams in one company should not see each other's boards", definitions("firewall"), "stack/auth"],
  ["is the generated code readable and can I keep it", "compiler/config/output", "compiler"],
  // Pasted errors.
  [
    "error FIREWALL_MISSING quickback/features/crm/notes.ts:12:16 Table `notes` has no firewall scope.",
    family("firewall"),
    definitions("firewall"),
  ],
  [
    "`titel` in `views.card.fields` of table `notes` is not a column. Did you mean `title`?",
    family("views"),
    definitions("views"),
    family("definitions"),
  ],
  [
    "warning MASKING_AUTOMATIC `phone` of `contacts` is masked because of its name",
    family("masking"),
    definitions("masking"),
  ],
  [
    "MIGRATION_STATE_BROKEN quickback/drizzle/features/meta/0001_snapshot.json: the journal names it, but it is not there.",
    family("migrations"),
  ],
  [
    '{"error":"Too many requests","code":"AUTH_RATE_LIMITED","layer":"authentication"}',
    errors,
    "stack/auth/security",
  ],
  ['{"code":"QUERY_UNKNOWN_FIELD","details":{"field":"salry"}}', errors, api("query-params")],
  [
    "TypeError: Cannot read properties of undefined (reading 'DB')",
    "compiler/troubleshooting",
    "stack/database/d1",
    "compiler/integrations/cloudflare",
    "stack/database/using-d1",
  ],
  ['error OUTSIDE_PROJECT "../../etc" is not inside the project', "plugins-tools/mcp-server"],
  ["409 FOREIGN_KEY_VIOLATION when deleting a company", errors, api("crud"), definitions("schema")],
  [
    "error TS2339: Property 'jobId' does not exist on type in handler",
    definitions("actions"),
    "compiler/troubleshooting",
    "compiler/definitions",
  ],
  // Near misses.
  [
    "difference between firewall and access",
    definitions("concepts"),
    definitions("firewall"),
    definitions("access"),
  ],
  ["input of describe_project", tool("describe-project"), "plugins-tools/mcp-server"],
  ["templates of quickback create", "compiler/getting-started/templates", "compiler/cloud-compiler/cli"],
  ["tables of better auth", "stack/auth", definitions("schema"), "stack/database/d1"],
  // Nothing here answers.
  ["marathon training plan"],
  ["unity shader graph tutorial"],
  ["who painted the mona lisa"],
];
