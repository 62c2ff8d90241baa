/** What people say, as patterns → the words the pages use. Matched as whole words of the lower-cased query. */
const synonyms: [phrases: string[], words: string][] = [
  [["row level security", "rls", "data isolation", "isolate"], "firewall isolation"],
  [
    ["customer", "customers", "client's", "other users", "other companies"],
    "firewall isolation organization",
  ],
  [["access-control-allow-origin", "cross-origin", "preflight"], "cors trustedOrigins"],
  [
    ["tenant", "tenants", "multi tenant", "multitenant", "multi-tenant", "workspace"],
    "organization firewall",
  ],
  [["pii", "sensitive", "gdpr", "obfuscate", "redacted", "hide", "anonymize"], "masking mask"],
  [["permission", "permissions", "authorization", "rbac", "forbidden"], "access roles"],
  [
    ["403", "401", "400", "404", "409", "429", "500(?! (?:rows|records|items))", "status code"],
    "errors code",
  ],
  [["login", "log in", "sign in", "signin", "signup", "sign up", "register"], "auth sign-in"],
  [["jwt", "token", "cookie"], "bearer session auth"],
  [["invite", "invitation", "member", "membership"], "organization auth invite member"],
  [["assignee", "user id", "author id"], "users schema references"],
  [
    [
      "atomic",
      "atomically",
      "race condition",
      "concurrent",
      "decrement",
      "increment",
      "negative",
      "oversell",
    ],
    "atomic batch check actions",
  ],
  [["cron", "schedule", "scheduled", "background job"], "scheduled jobs actions"],
  [["blog", "draft", "drafts"], "single-tenant published record PUBLIC"],
  [["unmask", "see the value", "in clear"], "masking show roles"],
  [["rename", "renamed", "renaming"], "migrations renames rename"],
  [["primary key", "id generation", "uuid", "nanoid"], "generateId schema id"],
  [
    ["read only", "readonly", "read-only", "write once", "immutable"],
    "guards immutable createable updatable",
  ],
  [["mass assignment", "overposting"], "guards createable updatable"],
  [["pagination", "paginate", "page", "paging"], "limit offset pagination query-params"],
  [["order by", "ordering", "sorted"], "sort query-params"],
  [["where clause", "filtering"], "filter query-params"],
  [["without login", "without account", "unauthenticated", "logged out", "guest"], "public anonymous access"],
  [["swagger"], "openapi"],
  [["304", "if-none-match", "cache"], "etag caching"],
  [["business logic", "custom endpoint", "rpc", "webhook endpoint"], "actions"],
  [["column level", "projection", "subset of columns"], "views fields"],
  [["archive", "trash", "undelete", "tombstone"], "soft delete"],
  [["single user", "no organizations", "without organizations"], "single-tenant"],
  [["env", "environment", "secret", "secrets", "env var", "env vars"], "environment variables"],
  [["ide", "cursor", "claude", "copilot", "agent"], "mcp skill"],
  [["deploy", "production", "ship"], "cloudflare deploy wrangler"],
  [["recompile", "rebuild", "hot reload", "live reload", "auto reload"], "watch cli dev"],
  [["ci", "pipeline"], "cli compile"],
  [["leak", "leaks", "each other's", "other tenant's", "belongs to"], "firewall isolation"],
  [["who is allowed", "only admins", "restrict to"], "access roles"],
  [["not visible", "partly hidden", "last four", "confidential"], "masking mask show"],
  [
    ["client may not set", "not be able to set", "must not set", "whitelist", "writable"],
    "guards createable updatable",
  ],
  [["default value", "prefill", "set automatically", "fill in"], "guards defaults computed create"],
  [["at least", "no more than", "too long", "too short", "regex", "format of"], "validation"],
  [["csv", "pdf", "excel", "download", "export"], "actions responseType file"],
  [["instead of its id", "instead of an id", "name of the related"], "labels foreign key displayColumn"],
  [["upsert", "replace", "own ids", "client ids"], "put crud generateId"],
  [["newest", "oldest", "latest", "most recent"], "sort query-params createdAt"],
  [["contains a word", "text search", "look for", "find rows"], "search query-params"],
  [
    ["some columns", "three columns", "only columns", "select fields", "fewer fields"],
    "fields query-params views",
  ],
  [["timestamps", "created and updated", "created date", "last modified"], "audit columns createdAt schema"],
  [["alter table", "schema change", "add column", "add a column", "drop column"], "migrations"],
  [["inspect", "look at rows", "look into", "sql console"], "database wrangler d1 execute"],
  [
    ["own server", "self host", "self-hosted", "vps", "docker", "without cloudflare"],
    "bun template server sqlite",
  ],
  [["edit by hand", "may i edit", "overwritten"], "output generated files"],
  [
    ["registration", "remember me", "signed in for", "password policy"],
    "defineAuth session disableSignUp providers",
  ],
  [["another domain", "other domain", "subdomain", "different host"], "domains trustedOrigins cors"],
  [["wider", "widens", "too permissive"], "security diff fail-on-widening"],
  [
    ["google", "github login", "facebook", "apple", "oauth", "two factor", "2fa", "mfa", "sso"],
    "auth plugins social",
  ],
  [
    [
      "send an email",
      "send email",
      "e-mail",
      "emails",
      "smtp",
      "forgot password",
      "reset password",
      "newsletter",
    ],
    "email mail ses",
  ],
  [
    ["picture", "pictures", "photo", "photos", "image", "images", "attachment", "attachments"],
    "storage r2 file upload",
  ],
  [["service account", "machine", "script", "cron script"], "api-keys bearer token programs"],
  [
    ["before a row is saved", "before save", "before insert", "hook", "hooks"],
    "guards computed create update",
  ],
  [["who can do what", "overview of permissions"], "access matrix security-contracts"],
  [["glossary", "what do the words", "terminology", "difference between"], "concepts glossary"],
  [["sub groups", "subgroup", "department", "departments"], "team teams firewall"],
  [["all options", "all the options", "every option", "in one place"], "keys reference quickref"],
  [["vscode", "windsurf", "codex", "ai assistant", "mcp\\.json"], "mcp server mcp-server"],
  [["their own", "made themselves", "created themselves", "own rows"], "access record createdBy owner"],
  [["only change through", "only through an action", "only by an action"], "guards protected"],
  [["third party", "external api", "external service", "another service"], "actions handler fetch"],
  [
    ["auditor", "auditors", "audit", "prove", "proof", "compliance"],
    "security-contracts report matrix signature",
  ],
  [["removed from", "kicked out", "fired", "leaves the organization"], "removed member session security"],
  [
    ["stop using", "without quickback", "lock-in", "vendor lock-in", "eject"],
    "compiler delete rely dependency",
  ],
  [["stars", "asterisks", "starred out", "dots"], "masking mask"],
  [["platform administrator", "superuser", "super admin"], "platform admin role using-auth"],
  [["wrote", "author", "made by", "created by", "creator", "issued"], "createdBy owner record access"],
  [
    ["pending", "approve", "approved", "approval", "reject", "workflow", "state machine"],
    "actions record condition protected",
  ],
  [["earn", "earns", "salary", "salaries", "wage", "income", "personal data"], "masking mask views"],
  [["neither", "all or nothing", "both happen", "together or not"], "atomic batch all-or-nothing"],
  [["logged in", "signed in", "current user", "who am i", "whoami"], "get-session session using-auth user"],
  [
    ["many rows", "many records", "many at once", "hundreds of", "thousands of", "bulk"],
    "batch batch-operations",
  ],
  [["visitor", "visitors", "not signed in", "without signing in"], "PUBLIC anonymous access roles"],
  [["come back", "per page", "page size"], "limit pageSize query-params"],
  [["starting value", "initial value", "starts as"], "default defaults guards create"],
  [["html page", "front end", "frontend", "react", "spa"], "trustedOrigins cors domains"],
];

const MODAL = "(?:may|can|could|should|must|might|shall)(?:n't|not| not| never| only)?(?: ever| also)?";
const PEOPLE =
  "accountant boss clerk coach doctor driver editor employee intern lawyer manager moderator nurse patient " +
  "reviewer salesperson seller staff student supervisor teacher trainee viewer";
const COUNT =
  "(?:\\d+|ten|twenty|fifty|(?:a |one |two |three |five )?(?:hundred|thousand)s?(?: of)?|dozens of|lots of)";

/** How requirements are told: who may see or change what, and how much of it. */
const sentences: [pattern: string, words: string][] = [
  [`${MODAL} (?:see|read|open|view|look at)`, "access firewall"],
  [`${MODAL} (?:change|edit|modify|write|update|touch|alter)`, "guards access"],
  [
    "(?:must|should) (?:not|never)|(?:may|can|should) only|nobody (?:but|else|may)|cannot be changed",
    "access guards",
  ],
  [`(?:${PEOPLE.replaceAll(" ", "|")})s?`, "access roles"],
  [`(?:next|first|another) ${COUNT}`, "limit offset query-params"],
  [`${COUNT} (?:rows|records|products|items|entries|customers|contacts|lines)`, "batch-operations batch"],
];

const patterns = [
  ...synonyms.map(([phrases, words]): [string, string] => [phrases.join("|"), words]),
  ...sentences,
].map(([phrases, words]) => ({
  pattern: new RegExp(`(?<![\\w-])(?:${phrases})(?![\\w-])`),
  words,
}));

/** Words to look for besides the query's own; what it sets in backticks is a name, and says nothing else. */
export function synonymsFor(query: string): string {
  const lower = query.toLowerCase().replace(/`[^`]*`/g, " ");
  return patterns
    .filter(({ pattern }) => pattern.test(lower))
    .map(({ words }) => words)
    .join(" ");
}
