import { describe, expect, it } from "vitest";
import { createSearch } from "./search";
import { currentDocs } from "./testing";

const search = createSearch(currentDocs);
const top = (query: string, limit = 3) => search(query, { limit }).map((hit) => hit.slug);

/** A question as somebody asks it → the pages that may answer it. */
const questions: [question: string, ...slugs: string[]][] = [
  // Paraphrases
  ["how do I keep one customer from seeing another customer's rows", "compiler/definitions/firewall"],
  ["row level security", "compiler/definitions/firewall"],
  ["multi tenant isolation by workspace", "compiler/definitions/firewall"],
  [
    "table everybody can see without organization",
    "compiler/definitions/firewall",
    "compiler/config/single-tenant",
  ],
  ["only admins may delete", "compiler/definitions/access"],
  ["let users edit only their own records", "compiler/definitions/access"],
  ["public endpoint without login", "compiler/definitions/access", "compiler/definitions/actions"],
  ["hide PII from some roles", "compiler/definitions/masking"],
  ["show the last four digits of a card number", "compiler/definitions/masking"],
  ["may somebody who can create but not read see the record", "compiler/using-the-api/crud"],
  ["compute a slug when a record is created", "compiler/definitions/guards"],
  ["prevent mass assignment", "compiler/definitions/guards"],
  ["field that can be set once and never changed", "compiler/definitions/guards"],
  ["expose a subset of columns to some roles", "compiler/definitions/views"],
  ["require a minimum length and an email format", "compiler/definitions/validation"],
  ["add my own business logic endpoint", "compiler/definitions/actions"],
  ["how can a handler return an error with its own status", "compiler/definitions/actions"],
  ["which timestamps are added automatically", "compiler/definitions/schema"],
  ["use my own createdAt column", "compiler/config/audit-fields"],
  ["switch off the audit columns", "compiler/config/audit-fields"],
  ["foreign key to another table", "compiler/definitions/schema"],
  ["name of the related record next to a foreign key", "compiler/using-the-api/crud"],
  ["use uuid primary keys", "compiler/config/providers", "compiler/definitions/schema"],
  ["rename a column without losing data", "compiler/config/migrations"],
  ["what happens when I drop a table", "compiler/config/migrations"],
  ["app without organizations", "compiler/config/single-tenant"],
  ["where are the generated files written", "compiler/config/output"],
  ["which env vars must I set in production", "compiler/config/variables"],
  ["paginate and sort a list", "compiler/using-the-api/query-params"],
  ["full-text search in a list", "compiler/using-the-api/query-params", "compiler/definitions/schema"],
  ["why is my list slow, does it need an index", "compiler/definitions/schema"],
  ["filter by greater than", "compiler/using-the-api/query-params"],
  ["total number of rows", "compiler/using-the-api/query-params"],
  ["not modified 304", "compiler/using-the-api/caching"],
  ["generate a client from swagger", "compiler/using-the-api/openapi"],
  [
    "deploy to production",
    "compiler/getting-started/template-cloudflare",
    "compiler/integrations/cloudflare",
  ],
  ["invite a colleague to my organization", "stack/auth/using-auth"],
  ["how is the session checked on each request", "stack/auth/security"],
  ["log in with curl and get a bearer token", "stack/auth/using-auth"],
  ["add to Claude Code", "plugins-tools/mcp-server", "plugins-tools/claude-code-skill"],
  ["cursor mcp.json", "plugins-tools/mcp-server"],
  ["recompile on file change", "compiler/cloud-compiler/cli"],
  ["exit code in CI", "compiler/cloud-compiler/cli"],
  ["test that no tenant sees another's rows in the running app", "compiler/definitions/probes"],
  ["sign the security report with hmac", "compiler/definitions/security-contracts"],
  [
    "does it work with postgres",
    "compiler/integrations",
    "compiler/integrations/neon",
    "stack/database/neon",
  ],
  ["transactions in D1", "stack/database/d1", "compiler/definitions/actions"],
  ["quickstart", "compiler/getting-started"],
  ["can handlers upload files", "stack", "stack/storage", "stack/storage/r2", "stack/storage/using-r2"],
  ["healthcheck endpoint for monitoring", "compiler/using-the-api"],
  ["why is the email full of stars", "compiler/definitions/masking"],
  ["restore a deleted record", "compiler/using-the-api/crud"],
  ["is it ok to edit src/index.ts", "compiler/config/output", "compiler/troubleshooting"],
  ["remove quickback and keep the app", "compiler"],
  ["how long does a session live", "compiler/config/providers", "stack/auth/security"],
  ["decrement stock atomically without going negative race condition", "compiler/definitions/actions"],
  ["two requests at once must not oversell", "compiler/definitions/actions"],
  ["read and write another table inside an action", "compiler/definitions/actions"],
  ["scheduled job cron trigger to run the SLA check every minute", "compiler/definitions/actions"],
  ["reference a user, assignee column", "compiler/definitions/schema"],
  ["slug unique after soft delete", "compiler/definitions/schema"],
  ["look up a post by slug", "compiler/using-the-api/query-params"],
  ["how do I make a user an author: set user.role", "stack/auth/using-auth", "compiler/config/single-tenant"],
  ["who may unmask a column", "compiler/definitions/masking"],
  ["blog with drafts and public posts", "compiler/config/single-tenant"],
  // Typos
  ["firewal orgnization", "compiler/definitions/firewall"],
  ["maskng emial", "compiler/definitions/masking"],
  ["immutble feild", "compiler/definitions/guards"],
  ["migratoin renmae", "compiler/config/migrations"],
  ["valdation patern", "compiler/definitions/validation"],
  // Pasted errors
  ["GUARD_FIELD_PROTECTED", "compiler/using-the-api/errors", "compiler/definitions/guards"],
  [
    '{"error":"You need one of these roles: owner","layer":"access","code":"ACCESS_ROLE_REQUIRED","details":{"required":["owner"]}}',
    "compiler/using-the-api/errors",
    "compiler/definitions/access",
  ],
  [
    "HTTP 403 FIREWALL_NOT_FOUND when I GET /api/v1/candidates/cnd_1",
    "compiler/using-the-api/errors",
    "compiler/definitions/firewall",
    "compiler/troubleshooting",
  ],
  ["401 Unauthorized AUTH_MISSING", "compiler/using-the-api/errors", "stack/auth/security"],
  ["D1_ERROR: no such table: candidates: SQLITE_ERROR", "compiler/troubleshooting"],
  ["blocked by CORS policy: No 'Access-Control-Allow-Origin' header", "compiler/troubleshooting"],
  [
    "ORG_REQUIRED",
    "compiler/using-the-api/errors",
    "compiler/definitions/firewall",
    "compiler/troubleshooting",
  ],
  ["409 UNIQUE_VIOLATION", "compiler/using-the-api/errors", "compiler/using-the-api/crud"],
  ["FIREWALL_MISSING", "compiler/definitions/diagnostics", "compiler/definitions/firewall"],
  ["quickback/features/a/b.ts:12:3 error ACCESS_WILDCARD", "compiler/definitions/diagnostics"],
  [
    "the compiler says `stage` is gone and `phase` is new: renamed, or dropped and added?",
    "compiler/definitions/diagnostics",
    "compiler/config/migrations",
  ],
  [
    "Table `notes` has no firewall scope.",
    "compiler/definitions/diagnostics",
    "compiler/definitions/firewall",
  ],
  // Near misses: neighbours that share words
  ["call an action over http", "compiler/using-the-api/actions-api"],
  ["define an action", "compiler/definitions/actions"],
  ["view endpoint response", "compiler/using-the-api/views-api"],
  ["soft delete children cascade", "compiler/using-the-api/crud", "compiler/definitions/schema"],
  ["roles of an organization member versus platform admin", "stack/auth", "compiler/definitions/access"],
];

describe("search", () => {
  it.each([
    [
      "decrement stock atomically without going negative race condition",
      "Atomic changes: stock, balances, counters",
    ],
    ["assignee column that references a user", "Users in your tables"],
    ["cron to run the SLA check", "Scheduled jobs"],
  ])("answers %s with the section that holds the answer", (question, section) => {
    expect(search(question)[0]?.section).toBe(section);
  });

  it.each(questions)("finds %s", (question, ...slugs) => {
    expect(
      top(question).some((slug) => slugs.includes(slug)),
      `got ${top(question).join(", ")}`,
    ).toBe(true);
  });

  it("answers nothing to words that stand nowhere", () => {
    expect(search("xylophone zeppelin")).toEqual([]);
    expect(search("   ")).toEqual([]);
  });

  it("gives one section per page, cut around the match", () => {
    const [hit, ...others] = search("owner mode optional", { maxChars: 200 });
    expect(hit).toMatchObject({
      slug: "compiler/definitions/firewall",
      section: "Owner mode",
      anchor: "owner-mode",
    });
    expect(hit?.snippet).toContain('mode: "optional"');
    expect(others.map((each) => each.slug)).not.toContain(hit?.slug);
  });

  it("keeps every snippet within its bound and its fences closed", () => {
    for (const [question] of questions) {
      for (const { snippet } of search(question, { limit: 10, maxChars: 300 })) {
        expect(snippet.length).toBeLessThanOrEqual(300);
        expect((snippet.match(/^```/gm) ?? []).length % 2, snippet).toBe(0);
      }
    }
  });

  it("survives operators, markup and long input", () => {
    for (const query of ["* OR (", "</script>", "a".repeat(100_000), "\u0000", "日本語"])
      expect(() => search(query)).not.toThrow();
  });
});
