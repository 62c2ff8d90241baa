import type { Question } from "./search-questions";

const definitions = (page: string) => `compiler/definitions/${page}`;
const family = (name: string) => `compiler/definitions/diagnostics/${name}`;
const api = (page: string) => `compiler/using-the-api/${page}`;
const errors = api("errors");
const tool = (name: string) => `plugins-tools/mcp-server/${name}`;

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

/** Forty written blind at the end, and measured once. Nothing was changed for what they miss. */
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
