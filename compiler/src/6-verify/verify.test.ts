import { beforeAll, expect, test } from "vitest";
import type { ProjectModel } from "../2-model/project-model";
import { sampleModel } from "../2-model/testing/sample-model";
import { generate } from "../4-generate";
import type { FileTree } from "../files";
import { verifySignature } from "./signature";
import { verify } from "./verify";

const model: ProjectModel = sampleModel();
let tree: FileTree;
beforeAll(async () => {
  tree = await generate(model);
  tree.set("quickback/drizzle/audit/meta/_journal.json", "{}");
});

/** The generated tree with one change in one file; fails when there is nothing to change. */
function broken(path: string, from: string | RegExp, to: string): FileTree {
  const text = tree.get(path) ?? "";
  const changed = text.replace(from, to);
  expect(changed, `nothing like ${from} in ${path}`).not.toBe(text);
  return new Map([...tree, [path, changed]]);
}

function violations(changed: FileTree): string[] {
  return verify(model, changed, {}).report.violations.map(({ contract }) => contract);
}

test("what the generator makes keeps every contract", () => {
  const { report, diagnostics, summary } = verify(model, tree, {});
  expect(report.violations).toEqual([]);
  expect(diagnostics).toEqual([]);
  expect(summary).toMatchObject({
    status: "pass",
    violations: 0,
    signed: false,
    reportPath: "quickback/reports/security-contracts.report.json",
  });
  expect(summary.publicRoutes).toContain("GET /api/v1/job-postings");
});

const policies = "src/features/hiring/policies";
test.each<[string, string, string | RegExp, string]>([
  [
    "requireAuthGate",
    `${policies}/applications.ts`,
    /roles: \["owner", "admin"\]/,
    'roles: ["owner", "admin", "member"]',
  ],
  ["requireAuthGate", `${policies}/candidates.ts`, /"?check"?: candidatesGetAccess/, 'roles: ["PUBLIC"]'],
  ["requireAuthGate", `${policies}/candidates.ts`, 'equals: "$ctx.userId"', 'notEquals: "$ctx.userId"'],
  ["requireFirewallScope", `${policies}/applications.ts`, 'source: "activeOrgId"', 'source: "userId"'],
  ["requireFirewallScope", `${policies}/scores.ts`, /scopes: \[[^\]]*\]/, "scopes: []"],
  ["requireFirewallScope", `${policies}/interviews.ts`, 'errorMode: "hide"', 'errorMode: "reveal"'],
  ["requireGuardWiring", `${policies}/applications.ts`, /protected: \{[^}]*\}/, "protected: {}"],
  ["requireGuardWiring", `${policies}/applications.ts`, "z.strictObject({", "z.looseObject({"],
  ["requireGuardWiring", `${policies}/applications.ts`, ".max(5)", ""],
  ["requireGuardWiring", `${policies}/applications.ts`, ".max(5)", ".max(500)"],
  [
    "requireGuardWiring",
    `${policies}/applications.ts`,
    "z.strictObject({",
    "z.strictObject({ stage: z.string(),",
  ],
  ["requireMaskingUsage", `${policies}/candidates.ts`, 'type: "ssn"', 'type: "name"'],
  [
    "requireMaskingUsage",
    `${policies}/candidates.ts`,
    'fields: ["id", "name", "source"]',
    'fields: ["id", "name", "governmentId"]',
  ],
  [
    "requireFirewallScope",
    "src/features/hiring/routes.ts",
    "policy: applicationsPolicy",
    "policy: candidatesPolicy",
  ],
  [
    "requireGuardWiring",
    "src/features/hiring/routes.ts",
    "bodies: applicationsBodies",
    "bodies: candidatesBodies",
  ],
  ["requireAuthGate", "src/features/hiring/routes.ts", /internalTable\(\{/, "tableRoutes({"],
  [
    "requireActionValidation",
    "src/features/hiring/routes.ts",
    "actions.advance",
    "{ ...actions.advance, input: actions.stats.input }",
  ],
  ["requireActionValidation", "src/features/hiring/routes.ts", "actions.advance", "actions.stats"],
  ["requireUnsafeAuditTrail", "src/features/careers/routes.ts", "audited: true", "audited: false"],
  ["requireAuthGate", "src/index.ts", "./features/careers/routes", "./elsewhere/routes"],
  ["requireAuthGate", "src/index.ts", /bearer: \w+/, "bearer: 1"],
  ["requireAuthGate", "src/index.ts", /etag: \w+/, "etag: 1"],
  ["requireAuthGate", "src/index.ts", "trustedOrigins: [", 'trustedOrigins: ["https://elsewhere.example", '],
  ["requireAuthGate", "src/index.ts", "auth: () =>", "auth: undefined, later: () =>"],
  ["requireMaskingUsage", `${policies}/candidates.ts`, "searchable: [", 'searchable: ["governmentId", '],
  ["requireGuardWiring", `${policies}/candidates.ts`, "audit: true", "audit: false"],
  ["requireAuthGate", `${policies}/candidates.ts`, /maxPageSize: \d+/, "maxPageSize: 100000"],
  ["requireAuthGate", "src/lib/app.ts", "routes.use(signedIn, withServices);", "routes.use(withServices);"],
  ["requireAuthGate", "src/lib/table-engine.ts", "access: authorize(access, ctx)", "access: true"],
  ["requireFirewallScope", "src/lib/get-route.ts", 'firewall.sql(ctx, "w")', "undefined"],
  ["requireFirewallScope", "src/lib/list-route.ts", 'engine.firewall.sql(ctx, "w"),', ""],
  ["requireFirewallScope", "src/lib/create-route.ts", "...firewall.stamp(request.ctx),", ""],
  ["requireGuardWiring", "src/lib/update-route.ts", "engine.guards.update(Object.keys(body));", ""],
  ["requireGuardWiring", "src/lib/create-route.ts", 'await validate(engine.body("create"), body)', "body"],
  [
    "requireMaskingUsage",
    "src/lib/get-route.ts",
    "present(row, engine.recordFields, request.masker, labels)",
    "row",
  ],
  [
    "requireMaskingUsage",
    "src/lib/create-route.ts",
    "c.json(await writtenRecord(engine, request, row, body), 201)",
    "(writtenRecord, c.json(row, 201))",
  ],
  [
    "requireMaskingUsage",
    "src/lib/list-route.ts",
    "present(row, query.fields, request.masker, labels)",
    "row",
  ],
  ["requireFirewallScope", `${policies}/applications.ts`, 'display: "name"', 'display: "email"'],
  [
    "requireFirewallScope",
    "src/lib/get-route.ts",
    "labelsFor(engine, request, engine.recordFields)",
    "undefined",
  ],
  ["requireFirewallScope", "src/lib/labels.ts", /firewall\.sql\(ctx, `[^`]+`\)/, "undefined"],
  ["requireFirewallScope", "src/lib/labels.ts", /firewall\.bind\(ctx, `[^`]+`, values\);/, ""],
  ["requireAuthGate", "src/lib/labels.ts", "decide(rule, ctx)", "true"],
  ["requireAuthGate", "src/lib/labels.ts", ", residualSql(access))", ")"],
  ["requireMaskingUsage", "src/lib/labels.ts", "masker.row(found)[display]", "found[display]"],
  ["requireMaskingUsage", "src/lib/labels.ts", "own.hides(column, row)", "row === undefined"],
  ["requireMaskingUsage", "src/lib/table-engine.ts", "masker.row(row)", "row"],
  [
    "requireAuthGate",
    "src/lib/access.ts",
    "residual.check(ctx, record)) === true",
    "residual.check(ctx, record)) !== false",
  ],
  [
    "requireAuthGate",
    "src/lib/access.ts",
    "residual.parts.some(hasChecks)",
    "residual.parts.every(hasChecks)",
  ],
  ["requireAuthGate", "src/lib/trusted-origins.ts", "isLocal(baseUrl) && ", ""],
  ["requireFirewallScope", "src/lib/cascade.ts", "and(reached, tenant(ctx),", "and(reached,"],
  ["requireUnsafeAuditTrail", "src/lib/action-routes.ts", "await recordCall(", "void recordCall("],
  [
    "requireUnsafeAuditTrail",
    "src/lib/security-audit.ts",
    "await audit.orm.insert(",
    "void audit.orm.insert(",
  ],
  ["requireAuthGate", "src/lib/labels.ts", "bindResidual(access, ctx, values);", ""],
  ["requireMaskingUsage", "src/lib/action-routes.ts", "maskResult(result, reads, ctx)", "result"],
  [
    "requireMaskingUsage",
    "src/lib/action-routes.ts",
    "maskResult(error.details, reads, ctx)",
    "error.details",
  ],
  ["requireAuthGate", `${policies}/applications.ts`, /(batchUpdate: \{[^[]*)\[[^\]]*\]/, '$1["member"]'],
  ["requireAuthGate", `${policies}/applications.ts`, "maxBatchSize: 20", "maxBatchSize: 100"],
  ["requireAuthGate", "src/lib/batch-create-route.ts", "await enter(c, engine, access)", "c.get('open')"],
  ["requireAuthGate", "src/lib/batch-delete-route.ts", "await enter(c, engine, access)", "c.get('open')"],
  ["requireAuthGate", "src/lib/table-routes.ts", "mountBatchUpdate(app, engine);", ""],
  ["requireAuthGate", "src/lib/put-route.ts", "await enter(c, engine, access)", "c.get('open')"],
  ["requireFirewallScope", "src/lib/batch-update-route.ts", "firewall.condition(request.ctx),", ""],
  ["requireFirewallScope", "src/lib/batch-delete-route.ts", "firewall.condition(request.ctx)", "undefined"],
  ["requireFirewallScope", "src/lib/batch-records.ts", "engine.firewall.condition(ctx)", "undefined"],
  ["requireFirewallScope", "src/lib/put-records.ts", "...firewall.stamp(request.ctx)", ""],
  [
    "requireGuardWiring",
    "src/lib/batch-update-route.ts",
    "await changedFields(engine, request, body)",
    "body",
  ],
  [
    "requireGuardWiring",
    "src/lib/filled-columns.ts",
    'await validate(engine.body("filled"), sent)',
    "await Promise.resolve(sent)",
  ],
  ["requireGuardWiring", "src/lib/batch-create-route.ts", "newRecord(engine, request, sent)", "sent"],
  ["requireGuardWiring", "src/lib/put-records.ts", 'await validate(engine.body("put"), body)', "body"],
  [
    "requireGuardWiring",
    "src/features/careers/policies/jobPostings.ts",
    /put: \(\) =>\s*z.strictObject/,
    "put: () => z.looseObject",
  ],
  [
    "requireMaskingUsage",
    "src/lib/batch-answer.ts",
    "writtenRecord(engine, request, outcome, batch.items[index])",
    "outcome",
  ],
  [
    "requireMaskingUsage",
    "src/lib/batch-answer.ts",
    "errors, meta }, status",
    "errors, meta, rows: outcomes }, status",
  ],
  ["requireMaskingUsage", "src/lib/put-route.ts", "await writtenRecord(engine, request, row, body)", "row"],
  [
    "requireMaskingUsage",
    "src/lib/update-route.ts",
    "await writtenRecord(engine, request, row, body)",
    "present(row, engine.recordFields, request.masker)",
  ],
  ["requireMaskingUsage", "src/lib/written-record.ts", "return present(shown, ", "return ((shown, "],
  ["requireActionValidation", "src/lib/action-routes.ts", "await validate(definition.input, raw)", "raw"],
  ["requireUnsafeAuditTrail", "src/lib/action-routes.ts", "await recordCall(c, call, outcome)", "undefined"],
])("%s notices a change in %s (%s)", (contract, path, from, to) => {
  expect(violations(broken(path, from, to))).toContain(contract);
});

test("keys and tokens are accepted where the configuration says so, and only as long", async () => {
  const { auth } = model;
  const wider = {
    ...model,
    auth: {
      ...auth,
      plugins: [
        ...auth.plugins,
        { name: "apiKey" as const, options: {} },
        { name: "jwt" as const, options: { expiresInSeconds: 60 } },
      ],
    },
  };
  const accepting = await generate(wider);
  accepting.set("quickback/drizzle/audit/meta/_journal.json", "{}");
  const found = (of: ProjectModel, files: FileTree) =>
    verify(of, files, {}).report.violations.map(({ message }) => message);
  expect(found(wider, accepting)).toEqual([]);

  const [keys, tokens] = ["API keys", "stateless tokens"].map((what) =>
    expect.stringContaining(`${what} are not accepted as the configuration says`),
  );
  expect(found(model, accepting)).toEqual([keys, tokens]);
  const index = accepting.get("src/index.ts") ?? "";
  const changed = (from: string | RegExp, to: string) => {
    expect(index).toMatch(from);
    return found(wider, new Map([...accepting, ["src/index.ts", index.replace(from, to)]]));
  };
  expect(changed("expiresInSeconds: 60 ", "expiresInSeconds: 6000 ")).toEqual([tokens]);
  expect(changed(/apiKeys: apiKeys\(\w+\),/, "")).toEqual([keys]);
  expect(changed(/apiKeys: apiKeys\(\w+\)/, "apiKeys: () => undefined")).toEqual([keys]);
});

test.each([`${policies}/candidates.ts`, "src/features/careers/routes.ts", "src/index.ts"])(
  "a missing %s is a violation",
  (path) => {
    const without = new Map(tree);
    without.delete(path);
    expect(violations(without)).toContain("requireAuthGate");
  },
);

test("an audited action without its database is a violation", () => {
  const without = new Map(tree);
  without.delete("quickback/drizzle/audit/meta/_journal.json");
  expect(violations(without)).toEqual(["requireUnsafeAuditTrail"]);
});

test("failMode decides whether a violation stops the compile", () => {
  const changed = broken("src/index.ts", "createApp(", "createOther(");
  const warned = { ...model, contracts: { ...model.contracts, failMode: "warn" as const } };
  expect(verify(model, changed, {}).diagnostics).toMatchObject([
    { code: "CONTRACT_VIOLATION", severity: "error" },
  ]);
  expect(verify(warned, changed, {}).diagnostics).toMatchObject([{ severity: "warning" }]);
  expect(verify(warned, changed, {}).report.summary).toMatchObject({ status: "fail", totalViolations: 1 });
});

const [reportPath, signaturePath] = [
  "quickback/reports/security-contracts.report.json",
  "quickback/reports/security-contracts.report.sig.json",
];
const written = (options: Partial<ProjectModel["contracts"]["signature"]>, env: Record<string, string>) => {
  const contracts = { ...model.contracts, signature: { ...model.contracts.signature, ...options } };
  const { files, diagnostics, summary } = verify({ ...model, contracts }, tree, env);
  return {
    report: files.get(reportPath) ?? "",
    signature: files.get(signaturePath) ?? "",
    diagnostics,
    summary,
  };
};

test("the report is byte-stable and signed with the key of the environment", () => {
  const env = { [model.contracts.signature.keyEnv]: "secret" };
  const { report, signature, summary } = written({ keyId: "prod-k1", required: true }, env);
  expect(written({ keyId: "prod-k1", required: true }, env)).toMatchObject({
    report,
    signature,
    diagnostics: [],
  });
  expect(JSON.parse(signature)).toMatchObject({
    signatureAlgorithm: "hmac-sha256",
    signed: true,
    keyId: "prod-k1",
  });
  expect(summary.signed).toBe(true);
  expect(verifySignature(report, signature, "secret")).toBeUndefined();
  expect(verifySignature(report, signature, "other")).toContain("not made with this key");
  expect(verifySignature(report, signature, undefined)).toContain("no key");
  expect(verifySignature(report.replace("PUBLIC", "owner"), signature, "secret")).toContain("changed");
});

test("without a key there is a digest and a warning in the file, which a key does not accept", () => {
  const { report, signature, diagnostics } = written({}, {});
  const parsed = JSON.parse(signature);
  expect(parsed).toMatchObject({
    signatureAlgorithm: "sha256",
    signed: false,
    signature: parsed.reportSha256,
  });
  expect(parsed.warning).toContain(model.contracts.signature.keyEnv);
  expect(diagnostics).toEqual([]);
  expect(verifySignature(report, signature, undefined)).toBeUndefined();
  expect(verifySignature(report, signature, "secret")).toContain("not signed");
});

test("a required signature without a key fails the compile", () => {
  expect(written({ required: true }, {}).diagnostics).toMatchObject([
    { code: "SIGNATURE_KEY_MISSING", severity: "error" },
  ]);
});

test("what the app fills in is that of the definition", async () => {
  const filling = sampleModel();
  const create = filling.features.flatMap(({ tables }) => tables).find(({ name }) => name === "candidates")
    ?.crud.create;
  Object.assign(create ?? {}, {
    defaults: { source: "web" },
    computed: { name: { name: "candidatesComputeCreateName" } },
  });
  const made = new Map([...tree, ...(await generate(filling))]);
  const path = `${policies}/candidates.ts`;
  const found = (from: RegExp | string, to: string) => {
    const text = made.get(path) ?? "";
    const changed = text.replace(from, to);
    if (from !== "") expect(changed).not.toBe(text);
    return verify(filling, new Map([...made, [path, changed]]), {}).report.violations.map(
      ({ contract }) => contract,
    );
  };
  expect(found("", "")).toEqual([]);
  expect(found('source: "web"', 'source: "us"')).toEqual(["requireGuardWiring"]);
  expect(found("name: candidatesComputeCreateName", "")).toEqual(["requireGuardWiring"]);
});

test.each(["", "  \n"])("%j is no key", (secret) => {
  const env = { [model.contracts.signature.keyEnv]: secret };
  expect(written({ required: true }, env).diagnostics).toMatchObject([{ code: "SIGNATURE_KEY_MISSING" }]);
  expect(written({ key: secret }, {}).summary.signed).toBe(false);
  expect(written({ key: " k ", required: true }, {}).summary.signed).toBe(true);
});

test("space around a key is no part of it", () => {
  const name = model.contracts.signature.keyEnv;
  const { signature } = written({}, { [name]: "secret\n" });
  expect(written({}, { [name]: "secret" }).signature).toBe(signature);
  expect(written({}, { [name]: "secret2" }).signature).not.toBe(signature);
});

test("after a rotation, the old report names the key it was made with", () => {
  const { report, signature } = written({ key: "first", keyId: "k1" }, {});
  expect(verifySignature(report, signature, "second")).toContain("k1");
  expect(verifySignature(report, signature, "first")).toBeUndefined();
});
