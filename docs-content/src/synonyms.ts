/** What people say → the words the pages use. Matched as whole words of the lower-cased query. */
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
  [["403", "401", "400", "404", "409", "429", "500", "status code"], "errors code"],
  [["login", "log in", "sign in", "signin", "signup", "sign up", "register"], "auth sign-in"],
  [["jwt", "token", "cookie"], "bearer session auth"],
  [["invite", "invitation", "member", "membership"], "organization auth invite member"],
  [["assignee", "user id", "author id"], "users schema AUTH_DB"],
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
  [["env", "environment", "secret", "secrets", "env var"], "variables"],
  [["ide", "cursor", "claude", "copilot", "agent"], "mcp claude cursor skill"],
  [["deploy", "production", "ship"], "cloudflare deploy wrangler"],
  [["recompile", "rebuild", "hot reload", "live reload", "auto reload"], "watch cli dev"],
  [["ci", "pipeline"], "cli compile"],
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
  [["html page", "front end", "frontend", "react", "spa"], "trustedOrigins cors domains"],
];

const patterns = synonyms.map(([phrases, words]) => ({
  pattern: new RegExp(`(?<![\\w-])(?:${phrases.join("|")})(?![\\w-])`),
  words,
}));

/** Words to look for besides the query's own. */
export function synonymsFor(query: string): string {
  const lower = query.toLowerCase();
  return patterns
    .filter(({ pattern }) => pattern.test(lower))
    .map(({ words }) => words)
    .join(" ");
}
