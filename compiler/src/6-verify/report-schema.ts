import { z } from "zod";
import { contracts } from "./contracts";

/**
 * The security report as it stands in `security-contracts.report.json`. These schemas are the source of its
 * types and of the JSON Schema that the package ships as `schemas/security-contracts.report.schema.json`.
 */

const optional = z.exactOptional;
const contract = z.enum(contracts);

const definition = z.string().describe("`file:line` of the definition");
const evidenceLine = z
  .string()
  .regex(/^(pass|unproven|fail)\b/)
  .describe(
    "`pass <file:line> runtime.<operation>`, `unproven <file:line>: <why>` or `fail: <problem>`; the calls behind `runtime.<operation>` stand in `runtime`",
  );
const evidence = z.partialRecord(contract, evidenceLine).describe("what shows that each contract is kept");

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const condition = z.object({
  equals: optional(scalar),
  notEquals: optional(scalar),
  in: optional(z.array(scalar)),
  notIn: optional(z.array(scalar)),
  lessThan: optional(scalar),
  greaterThan: optional(scalar),
  lessThanOrEqual: optional(scalar),
  greaterThanOrEqual: optional(scalar),
});

const functionRef = z.object({
  name: z.string(),
  definition: optional(definition),
  sha256: optional(z.string()).describe("of the function's generated text: another value, another function"),
});
export type ReportedFunction = z.infer<typeof functionRef>;

const accessRule = z.object({
  roles: optional(z.array(z.string())).describe("organization roles, one is enough; PUBLIC admits everyone"),
  userRole: optional(z.array(z.string())).describe("platform roles, one is enough"),
  record: optional(z.record(z.string(), condition)).describe("conditions on the record, by field"),
  get or() {
    return optional(z.array(accessRule));
  },
  get and() {
    return optional(z.array(accessRule));
  },
  check: optional(functionRef).describe("the function form of access"),
});

const scope = z.object({
  kind: z.enum(["organization", "owner", "team"]),
  column: z.string(),
  source: z.string(),
  exceptRoles: optional(z.array(z.string())),
});

const firewall = z.object({
  scopes: z.array(scope),
  softDelete: optional(z.string()),
  errorMode: z.enum(["reveal", "hide"]),
  exception: z.boolean(),
});

const unsafe = z.object({
  reason: z.string(),
  adminOnly: z.boolean(),
  crossTenant: z.boolean(),
  targetScope: z.enum(["organization", "all"]),
});

const operationAccess = z.object({
  operation: z.string().describe("`list`, `get`, …, `batchCreate`, `view contact`, `action advance`"),
  route: z.string(),
  access: accessRule,
  public: z.boolean().describe("callers without a session may pass"),
  who: z
    .record(z.string(), z.array(z.string()))
    .describe("each answer, `yes`, `no` or `if <conditions>`, and the roles that get it"),
  fields: optional(z.array(z.string())).describe("fields answered; absent: all"),
  audited: optional(z.boolean()),
  unsafe: optional(unsafe).describe("leaves the tenant on purpose"),
  rawSql: optional(z.literal(true)).describe("its handler may run SQL written as text"),
  deletes: optional(z.enum(["soft", "hard"])),
  definition,
  evidence,
  probed: optional(evidenceLine).describe("what `quickback probe` has shown of it on this very code"),
  probe: optional(z.string()).describe("what `quickback probe` saw of it"),
});
export type OperationAccess = z.infer<typeof operationAccess>;

const fieldAccess = z.object({
  field: z.string(),
  write: z.array(z.string()).describe("operations through which a client may set it"),
  read: z
    .record(z.string(), z.array(z.string()))
    .describe(
      "how the value is answered, `visible`, `masked` or `masked unless <owner field> is the caller`, and to which roles; absent for a role from operations that it may not use or whose `fields` lack it",
    ),
  filled: optional(
    z.object({
      default: optional(z.object({ value: z.json(), definition })).describe(
        "what a create writes where the client leaves it out",
      ),
      create: optional(functionRef).describe("the function that computes it on create"),
      update: optional(functionRef).describe("the function that computes it on update"),
    }),
  ).describe("how the app itself sets it"),
  mask: optional(
    z.object({
      type: z.string(),
      seenBy: z.array(z.string()).describe("organization roles that see the value"),
      owner: optional(z.string()).describe(
        "field that holds the user id of the row's owner, who sees it too",
      ),
      automatic: z.boolean().describe("added by the compiler for the field's name"),
      function: optional(functionRef),
      proof: evidenceLine,
    }),
  ),
  labels: optional(z.record(z.string(), definition)).describe(
    "other tables' labels, `<table>.<label>`, that show the value to those who may read it here, and where their keys stand",
  ),
  search: optional(definition).describe(
    "`search` finds rows by the value, for those who see it unmasked; where that is said",
  ),
  definition,
});
export type FieldAccess = z.infer<typeof fieldAccess>;
export type FilledField = NonNullable<FieldAccess["filled"]>;

const credentials = z.object({
  bearer: z.boolean().describe("session tokens in `Authorization`"),
  apiKey: z.boolean().describe("keys in `x-api-key`"),
  jwt: optional(z.object({ expiresInSeconds: z.int() })).describe(
    "stateless tokens: what one says holds until it ends, whatever has changed meanwhile",
  ),
  definition,
});
export type Credentials = z.infer<typeof credentials>;

const tableAccess = z.object({
  table: z.string(),
  feature: z.string(),
  definition,
  internal: z.boolean().describe("in the schema only, without routes"),
  firewall: optional(firewall).describe("absent: actions without a table"),
  rules: z
    .record(z.string(), z.object({ definition, proof: evidenceLine }))
    .describe("`firewall` and each kind of guard"),
  operations: z.array(operationAccess),
  fields: z.array(fieldAccess),
  display: optional(definition).describe("where the field that labels show is chosen"),
});
/** Who may do what on one table, or in a feature without tables. */
export type TableAccess = z.infer<typeof tableAccess>;

const rlsContracts = [
  "requireDenyAnon",
  "requireCrudPolicies",
  "requireTenantPredicate",
  "requireAuditTriggers",
] as const;

/** @see SecurityReport */
export const securityReportSchema = z.object({
  schemaVersion: z.literal("1"),
  kind: z.literal("quickback-security-contract-report"),
  compilerVersion: z.string(),
  failMode: z.enum(["error", "warn"]),
  contractsEnabled: z.boolean(),
  destinationConfig: z.object({
    hono: z.object({ enabled: z.boolean(), ...flags(contracts) }),
    rls: z.object({ enabled: z.boolean(), ...flags(rlsContracts), reason: z.string() }),
  }),
  summary: z.object({
    status: z.enum(["pass", "fail"]),
    totalViolations: z.int(),
    violationsByDestination: z.object({ hono: z.int(), rls: z.int() }),
    filesChecked: z.object({ hono: z.int(), rls: z.int() }),
    evidence: z
      .object({ pass: z.int(), unproven: z.int(), fail: z.int() })
      .describe("how many evidence lines say what"),
  }),
  tree: z
    .object({
      files: z.int(),
      sha256: z.string(),
      shared: z
        .record(z.string(), z.record(z.string(), z.json()))
        .describe(
          "of files shared with the user, what Quickback manages in them: keys, by their place as a JSON list, with their values, and lines",
        ),
    })
    .describe(
      "the generated files that the report speaks of: SHA-256 over their sorted `sha256sum` lines, without report artifacts and files shared with the user",
    ),
  violations: z.array(
    z.object({
      destination: z.literal("hono"),
      contract,
      file: z.string(),
      message: z.string(),
      definition: optional(definition),
    }),
  ),
  runtime: z
    .record(z.string(), z.partialRecord(contract, z.string()))
    .describe("by operation and contract: the calls that keep it, each with its `file:line`"),
  roles: z
    .array(z.string())
    .describe(
      "everyone that rules tell apart: `anonymous`, `signed-in` without a role, organization roles, `platform:<role>`, and both at once where a rule asks for both",
    ),
  credentials: optional(credentials).describe("what callers are known by beside the session cookie"),
  access: z.array(tableAccess).describe("who may do what, table by table"),
});

/**
 * `security-contracts.report.json`. It has no `generatedAt`: the same definitions give the same bytes.
 */
export type SecurityReport = z.infer<typeof securityReportSchema>;

/** The envelope beside the report. */
export const securitySignatureSchema = z.object({
  schemaVersion: z.literal("1"),
  kind: z.literal("quickback-security-contract-signature"),
  reportPath: z.string().describe("relative to `quickback/`"),
  reportSha256: z.string(),
  signatureAlgorithm: z.enum(["sha256", "hmac-sha256"]),
  signature: z.string(),
  signed: z.boolean(),
  diff: optional(
    z.object({
      path: z.string().describe("relative to `quickback/`"),
      sha256: z.string().nullable().describe("`null`: there is no diff"),
      signature: z
        .string()
        .describe(
          "as `signature`, over `quickback-security-diff`, `path`, `reportSha256` and `sha256`, a line each",
        ),
    }),
  ).describe("the security diff beside the report"),
  keyId: optional(z.string()),
  warning: optional(z.string()),
});
export type SecuritySignature = z.infer<typeof securitySignatureSchema>;

/** The JSON Schema of a published artifact. */
export function publishedSchema(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`;
}

function flags<const Name extends string>(names: readonly Name[]): Record<Name, z.ZodBoolean> {
  return Object.fromEntries(names.map((name) => [name, z.boolean()])) as Record<Name, z.ZodBoolean>;
}
