/** A change that makes the compiled app wrong, and by which answers it must be told. */
export interface Sabotage {
  path: string;
  from: string;
  to: string;
  told: Told[];
}

/** A disagreement that must be among those found. */
export interface Told {
  operation: string;
  identity: string;
  /** What was tried. */
  probe: RegExp;
  got: RegExp;
}

const lib = (name: string) => `src/lib/${name}.ts`;
const policy = "src/features/desk/policies/tickets.ts";

/** Sabotages by what they break; those of one group do not hide each other. */
export const sabotages: Record<string, Sabotage>[] = [
  {
    "a firewall without its organization": {
      path: lib("firewall"),
      from: "return !scope.exceptRoles",
      to: 'return scope.kind !== "organization" && !scope.exceptRoles',
      told: [
        { operation: "list", identity: "owner of A", probe: /^lists/, got: /^200 with/ },
        { operation: "get", identity: "member of B", probe: /another tenant's/, got: /^200/ },
        {
          operation: "update",
          identity: "owner of B",
          probe: /another tenant's/,
          got: /of the row was changed/,
        },
        { operation: "action close", identity: "owner of A", probe: /another tenant's/, got: /^200/ },
      ],
    },
  },
  {
    "a handler that goes on before authentication": {
      path: "src/middleware/auth.ts",
      from: "const headers = await identify(c, isolate, options);",
      to: "await next();\n    const headers = await identify(c, isolate, options);",
      told: [{ operation: "list", identity: "owner of A", probe: /^lists/, got: /^500/ }],
    },
  },
  {
    "a role that is another": {
      path: policy,
      from: 'delete: { access: { roles: ["owner"] }',
      to: 'delete: { access: { roles: ["member"] }',
      told: [
        { operation: "delete", identity: "member of A", probe: /^deletes/, got: /^200/ },
        { operation: "delete", identity: "owner of A", probe: /plain/, got: /^403 ACCESS_ROLE_REQUIRED/ },
        { operation: "batchDelete", identity: "owner of A", probe: /./, got: /^403 ACCESS_ROLE_REQUIRED/ },
      ],
    },
    "PUBLIC by accident": {
      path: policy,
      from: 'get: { access: { roles: ["owner", "member"] } }',
      to: 'get: { access: { roles: ["PUBLIC", "owner", "member"] } }',
      told: [{ operation: "get", identity: "anonymous", probe: /^reads/, got: /^400 ORG_REQUIRED/ }],
    },
    "a route that denies everyone": {
      path: policy,
      from: 'board: { fields: ["id", "title"], access: { roles: ["owner", "member"] } }',
      to: 'board: { fields: ["id", "title"], access: { roles: [] } }',
      told: [
        { operation: "view board", identity: "owner of A", probe: /^lists/, got: /^403/ },
        { operation: "view board", identity: "member of B", probe: /^lists/, got: /^403/ },
      ],
    },
    "sessions that never expire": {
      path: lib("session"),
      from: "if (stored.expiresAt <= now)",
      to: "if (stored.expiresAt <= 0)",
      // Better Auth ends the session when it is asked to extend it.
      told: [
        { operation: "list", identity: "expired session", probe: /^lists/, got: /^200|AUTH_INVALID_TOKEN/ },
      ],
    },
    "a search through masked columns": {
      path: lib("list-route"),
      from: "&& !masker.hidden.has(field)",
      to: "",
      told: [
        {
          operation: "list",
          identity: "member of A",
          probe: /^searches for a value of channel/,
          got: /^200/,
        },
      ],
    },
    "an update without guards": {
      path: lib("update-route"),
      from: "engine.guards.update(Object.keys(body));",
      to: "",
      told: [
        {
          operation: "update",
          identity: "member of A",
          probe: /^writes status/,
          got: /^400 VALIDATION_FAILED/,
        },
      ],
    },
    "keys that point anywhere": {
      path: lib("foreign-keys"),
      from: "and(...pairs, visible)",
      to: "and(...pairs)",
      told: [
        {
          operation: "create",
          identity: "member of A",
          probe: /ticketId at another tenant's row$/,
          got: /^201/,
        },
        { operation: "create", identity: "member of A", probe: /ticketId at a deleted row$/, got: /^201/ },
      ],
    },
    "writes from foreign pages": {
      path: "src/middleware/auth.ts",
      from: "requireTrustedOrigin(request, isolate.trustedOrigins);",
      to: "",
      told: [{ operation: "update", identity: "member of A", probe: /foreign origin/, got: /^200/ }],
    },
  },
  {
    "an update whose WHERE lost its firewall": {
      path: lib("update-route"),
      from: 'firewall.sql(ctx, "w"),',
      to: "",
      told: [{ operation: "update", identity: "owner of A", probe: /another tenant's/, got: /^200/ }],
    },
    "a batch without firewall": {
      path: lib("batch-update-route"),
      from: "firewall.condition(request.ctx),",
      to: "",
      told: [
        { operation: "batchUpdate", identity: "owner of A", probe: /./, got: /title of the row was changed/ },
      ],
    },
    "signatures that nobody checks": {
      path: lib("session-token"),
      from: 'return timingSafeEqual(expected, Buffer.from(signature, "base64")) ? token : undefined;',
      to: 'return timingSafeEqual(expected, Buffer.from(signature, "base64")) || token ? token : undefined;',
      told: [{ operation: "get", identity: "forged token", probe: /^reads/, got: /^200/ }],
    },
    "filters on masked columns": {
      path: lib("masks"),
      from: "hidden: new Set(rules.map(([column]) => column))",
      to: "hidden: new Set()",
      told: [
        {
          operation: "list",
          identity: "member of A",
          probe: /masked reporter \(reporter.like\)/,
          got: /^200/,
        },
        { operation: "list", identity: "member of A", probe: /masked reporter \(sort\)/, got: /^200/ },
      ],
    },
    "deleted rows that stay visible": {
      path: lib("firewall"),
      from: "softDelete && isNull(softDelete.column)",
      to: "undefined",
      told: [{ operation: "get", identity: "owner of A", probe: /\(deleted\)/, got: /^200/ }],
    },
  },
  {
    "masks that are skipped": {
      path: lib("table-engine"),
      from: "const masked = masker.row(row);",
      to: "const masked = row;",
      told: [
        { operation: "list", identity: "member of A", probe: /^lists/, got: /reporter|channel/ },
        { operation: "get", identity: "member of A", probe: /plain/, got: /reporter|channel/ },
        { operation: "create", identity: "member of A", probe: /^creates/, got: /channel/ },
        { operation: "update", identity: "member of A", probe: /^updates/, got: /channel/ },
        { operation: "batchCreate", identity: "member of A", probe: /./, got: /channel/ },
      ],
    },
    "an action that returns its record raw": {
      path: lib("action-routes"),
      from: "return maskResult(result, reads, ctx);",
      to: "return result;",
      told: [
        {
          operation: "action close",
          identity: "member of A",
          probe: /^calls/,
          got: /of a row it sees masked/,
        },
      ],
    },
    "an action that asks nothing of its record": {
      path: lib("action-routes"),
      from: "if (allowed !== true) throw entry && record ? await recordRefused(entry, ctx, record) : conditionFailed();",
      to: "",
      told: [{ operation: "action close", identity: "owner of A", probe: /\(not status/, got: /^200/ }],
    },
    "conditions on records that are forgotten": {
      path: lib("access"),
      from: "if (residual === true) return undefined;",
      to: 'if (residual === true || (typeof residual === "object" && residual.kind === "record")) return undefined;',
      told: [{ operation: "update", identity: "member of A", probe: /\(plain\)/, got: /^200/ }],
    },
    "?organizationId= for everyone": {
      path: lib("organization-scope"),
      from: "ctx.userId !== undefined && isPlatformAdmin(ctx)",
      to: "ctx.userId !== undefined",
      told: [
        { operation: "list", identity: "owner of A", probe: /names another organization/, got: /^4|^200/ },
      ],
    },
  },
];
