import { describe, expect, it } from "vitest";
import { buildModel } from "./build-model";
import { idPrefix, idPrefixes } from "./ids";
import { kebabCase } from "./names";
import type { ProjectModel, TableModel } from "./project-model";
import { sensitiveMask } from "./sensitive-columns";
import { configText, loadTexts } from "./testing/load-texts";
import { jobs, jobsWithActions, scopedJobs } from "./testing/marked";

type Files = Record<string, string>;

function modelOf(files: Files): ProjectModel {
  const { model, diagnostics } = buildModel(loadTexts(files));
  expect(diagnostics).toEqual([]);
  if (!model) throw new Error("no model");
  return model;
}

function tableOf(files: Files, name = "jobs"): TableModel {
  const table = modelOf(files)
    .features.flatMap(({ tables }) => tables)
    .find((candidate) => candidate.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}

describe("names", () => {
  it.each([
    ["candidates", "cnd"],
    ["applications", "app"],
    ["jobs", "jbs"],
    ["interviews", "int"],
    ["atsImports", "ats"],
    ["customView", "cst"],
    ["jobPostings", "jbP"],
  ])("prefixes the ids of %s with %s", (table, prefix) => {
    expect(idPrefix(table)).toBe(prefix);
  });

  it("gives no two tables the same prefix", () => {
    const tables = [
      "stockMovements",
      "stockLevels",
      "stockMoves",
      "stocks",
      "candidates",
      "stock2",
      "stock3",
    ];
    const prefixes = idPrefixes(tables);
    expect(Object.fromEntries(prefixes)).toMatchObject({
      candidates: "cnd",
      stock2: "stc",
      stockLevels: "stL",
      stockMoves: "stckM",
      stockMovements: "stM",
    });
    expect(new Set(prefixes.values()).size).toBe(tables.length);
    expect(idPrefixes([...tables].reverse())).toEqual(prefixes);
  });

  it("writes paths in kebab-case", () => {
    expect(["jobPostings", "job_postings", "atsImports", "HTTPLogs"].map(kebabCase)).toEqual([
      "job-postings",
      "job-postings",
      "ats-imports",
      "http-logs",
    ]);
  });

  it.each([
    ["workEmail", "email"],
    ["home_phone", "phone"],
    ["phoneNumber", "phone"],
    ["nationalId", "ssn"],
    ["customerCc", "creditCard"],
    ["iban", "creditCard"],
    ["apiSecret", "redact"],
    ["success", undefined],
    ["acc", undefined],
    ["emailVerified", undefined],
  ])("tells by its name that %s is masked as %s", (column, mask) => {
    expect(sensitiveMask(column)).toBe(mask);
  });
});

describe("configuration", () => {
  it("has the documented defaults", () => {
    expect(modelOf(scopedJobs(""))).toMatchObject({
      organizations: true,
      database: { generateId: "prefixed", namingConvention: "snake_case", splitDatabases: true },
      auth: {
        emailAndPassword: { enabled: true, disableSignUp: false },
        plugins: [{ name: "organization" }, { name: "admin" }, { name: "bearer" }],
        organizationRoles: ["admin", "member", "owner"],
      },
      trustedOrigins: ["http://localhost:8787", "http://localhost:3000", "http://localhost:5173"],
      etag: true,
      openapi: { generate: true, publish: true },
      schemaRegistry: true,
      contracts: { failMode: "error", signature: { enabled: true, required: false } },
    });
  });

  it("keeps reports below quickback/", () => {
    const text = configText('  compiler: { securityContracts: { report: { path: "reports/x.json" } } },');
    expect(modelOf({ "quickback.config.ts": text, ...scopedJobs("") }).contracts).toMatchObject({
      report: { path: "quickback/reports/x.json" },
      signature: { path: "quickback/reports/x.sig.json" },
    });
  });

  it("infers the domain from the first custom domain", () => {
    const routes =
      'defineRuntime("cloudflare", { routes: [{ pattern: "api.a.example", custom_domain: true }] })';
    const text = configText().replace('defineRuntime("cloudflare")', routes);
    expect(modelOf({ "quickback.config.ts": text, ...scopedJobs("") }).domain).toBe("api.a.example");
  });

  it("is single-tenant where features or the plugins say so; admin stays for userRole", () => {
    const owned = jobs("  firewall: { owner: {} },");
    const byFeature = configText("  features: { organizations: false },");
    const byPlugins = configText().replace('("better-auth")', '("better-auth", { plugins: ["bearer"] })');
    for (const text of [byFeature, byPlugins]) {
      const model = modelOf({ "quickback.config.ts": text, ...owned });
      expect(model.organizations).toBe(false);
      expect(model.auth.plugins.map(({ name }) => name)).toEqual(["admin", "bearer"]);
      expect(model.auth.organizationRoles).toEqual([]);
    }
    const list = configText('  features: ["organizations"],');
    expect(modelOf({ "quickback.config.ts": list, ...owned }).organizations).toBe(true);
  });
});

describe("a table", () => {
  it("gets its firewall's columns and sources, and an optional owner scope its exceptions", () => {
    expect(
      tableOf(jobs("  firewall: { organization: {}, owner: { mode: 'optional' }, errorMode: 'hide' },"))
        .firewall,
    ).toEqual({
      scopes: [
        { kind: "organization", column: "organizationId", source: "activeOrgId" },
        { kind: "owner", column: "ownerId", source: "userId", exceptRoles: ["owner", "admin"] },
      ],
      softDelete: "deletedAt",
      errorMode: "hide",
      exception: false,
    });
    expect(
      tableOf(jobs("  firewall: { owner: { column: 'title', source: '$ctx.user.id' } },")).firewall.scopes,
    ).toEqual([{ kind: "owner", column: "title", source: "user.id" }]);
  });

  it("hides deleted rows unless deletion is hard and nothing says otherwise", () => {
    const remove = (mode: string) => `  crud: { delete: { access: { roles: ["admin"] }${mode} } },`;
    expect(tableOf(scopedJobs(remove(""))).crud.delete?.mode).toBe("soft");
    expect(tableOf(scopedJobs(remove(""))).firewall.softDelete).toBe("deletedAt");
    expect(tableOf(scopedJobs(remove(', mode: "hard"'))).firewall.softDelete).toBeUndefined();
  });

  it("gets audit columns last, all of them system-managed with id and scope", () => {
    const { columns, guards } = tableOf(scopedJobs(""));
    const audit = ["createdAt", "createdBy", "modifiedAt", "modifiedBy", "deletedAt", "deletedBy"];
    expect(columns.slice(-6).map(({ name, injected }) => [name, injected])).toEqual(
      audit.map((name) => [name, true]),
    );
    expect(guards.systemManaged).toEqual(["id", "organizationId", ...audit]);
  });

  it("takes SQL names from the convention where none is written", () => {
    const files = scopedJobs("", "\n  startsOn: text(),");
    const sqlName = (all: Files) => tableOf(all).columns.find(({ name }) => name === "startsOn")?.dbName;
    expect(sqlName(files)).toBe("starts_on");
    const camel = configText().replace(
      '"cloudflare-d1"',
      '"cloudflare-d1", { namingConvention: "camelCase" }',
    );
    expect(sqlName({ "quickback.config.ts": camel, ...files })).toBe("startsOn");
  });

  it("opens every column but the app's own with `guards: false`", () => {
    const { guards, guardsOff } = tableOf(scopedJobs("  guards: false,"));
    expect(guardsOff).toBe(true);
    expect(guards.createable).toEqual(["ownerId", "title", "status", "salary"]);
    expect(guards.updatable).toEqual(guards.createable);
  });

  it("lets the client supply the id where none is generated", () => {
    const text = configText().replace('"cloudflare-d1"', '"cloudflare-d1", { generateId: false }');
    const { id, guards } = tableOf({ "quickback.config.ts": text, ...scopedJobs("  guards: false,") });
    expect(id).toEqual({ column: "id", generate: false });
    expect(guards.createable).toContain("id");
    expect(guards.updatable).not.toContain("id");

    const [file = "", jobsText = ""] = Object.entries(scopedJobs("  guards: false,"))[0] ?? [];
    const byCode = { [file]: jobsText.replace('id: text("id")', 'code: text("code")') };
    const other = tableOf({ "quickback.config.ts": text, ...byCode });
    expect(other.id.column).toBe("code");
    expect(other.guards.createable).toContain("code");
    expect(other.guards.updatable).not.toContain("code");
  });

  it("masks by name what no mask is written for, and resolves the owner's column", () => {
    const columns = '\n  email: text("email"),\n  phone: text("phone"),\n  token: integer("token"),';
    const masks = `  masking: {
    title: { type: "name", show: { roles: ["admin"], or: "owner" } },
    phone: { type: "phone", show: { roles: ["everyone"] } },
  },`;
    expect(tableOf(scopedJobs(masks, columns)).masking).toEqual({
      title: { type: "name", roles: ["admin"], ownerColumn: "createdBy", automatic: false },
      email: { type: "email", roles: [], automatic: true },
      token: { type: "redact", roles: [], automatic: true },
    });
    const owned = jobs(`  firewall: { owner: {} },\n${masks}`, columns);
    expect(tableOf(owned).masking.title?.ownerColumn).toBe("ownerId");
  });

  it("sorts, pages, searches and labels by default", () => {
    const list = '  crud: { list: { access: { roles: ["admin"] } } },';
    const table = tableOf(scopedJobs(list, '\n  noteId: text("note_id"),'));
    expect(table.defaultSort).toEqual([{ field: "createdAt", order: "desc" }]);
    expect(table.crud.list).toMatchObject({ pageSize: 50, maxPageSize: 100 });
    expect(table.searchable).toEqual(["title", "status"]);
    expect(table.displayColumn).toBe("title");
  });

  it("finds what a foreign key refers to, by reference or by name", () => {
    const people = `import { sqliteTable, text } from "drizzle-orm/sqlite-core";
export const people = sqliteTable("staff", { id: text("id").primaryKey() });
`;
    const [text = ""] = Object.values(
      scopedJobs(
        "",
        '\n  personId: text("person_id").references(() => people.id, { onDelete: "cascade" }),\n  jobId: text("job_id"),',
      ),
    );
    const files = {
      "features/work/people.ts": people,
      "features/work/jobs.ts": `import { people } from "./people";\n${text}`,
    };
    const { columns, references } = tableOf(files);
    expect(references).toEqual({ personId: "people", jobId: "jobs" });
    expect(columns.find(({ name }) => name === "personId")?.references).toMatchObject({
      table: "people",
      column: "id",
      onDelete: "cascade",
    });
  });

  it("without a definition is internal, isolated by its organization column", () => {
    const internal = (columns: string) =>
      tableOf(
        {
          "features/work/scores.ts": `import { sqliteTable, text } from "drizzle-orm/sqlite-core";
export const scores = sqliteTable("scores", { id: text("id").primaryKey(), ${columns} });
`,
        },
        "scores",
      );
    const scoped = internal('organizationId: text("organization_id").notNull()');
    expect(scoped).toMatchObject({ internal: true, crud: {}, firewall: { exception: false } });
    expect(scoped.firewall.scopes).toEqual([
      { kind: "organization", column: "organizationId", source: "activeOrgId" },
    ]);
    expect(internal("").firewall).toMatchObject({ scopes: [], exception: true });
  });

  it("without a definition is isolated by its team column where there are teams", () => {
    const scopes = (plugins: string) =>
      tableOf(
        {
          "quickback.config.ts": configText().replace(
            '"better-auth"',
            `"better-auth", { plugins: ${plugins} }`,
          ),
          "features/work/scores.ts": `import { sqliteTable, text } from "drizzle-orm/sqlite-core";
export const scores = sqliteTable("scores", { id: text("id").primaryKey(), teamId: text("team_id").notNull() });
`,
        },
        "scores",
      ).firewall.scopes;
    expect(scopes("{ organization: { teams: { enabled: true } } }")).toEqual([
      { kind: "team", column: "teamId", source: "activeTeamId" },
    ]);
    expect(scopes('["organization"]')).toEqual([]);
  });

  it("carries functions by name, with the place they came from", () => {
    const table = tableOf(
      scopedJobs(`  masking: { title: { type: "custom", mask: () => "x" } },
  crud: { get: { access: (ctx) => ctx.authenticated } },`),
    );
    expect(table.masking.title?.mask).toMatchObject({ name: "jobsMaskTitle", position: { line: 15 } });
    expect(table.crud.get?.access.check).toMatchObject({ name: "jobsAccessGet", position: { line: 16 } });
  });
});

describe("an action", () => {
  const run = (more: string) => {
    const text = `  run: { description: "Run", input: z.object({}), execute: async () => null, ${more} },`;
    return modelOf(jobsWithActions(text)).features[0]?.actions[0];
  };

  it("is served below its record", () => {
    expect(run('access: { roles: ["boss"] }')).toMatchObject({
      table: "jobs",
      method: "POST",
      path: "/:id/run",
      audited: false,
      handler: { kind: "inline" },
      module: "features/work/actions",
    });
  });

  it.each([
    ["", "/run"],
    ['path: "/stats"', "/stats"],
    ['path: "/jobs/stats/"', "/stats"],
    ['path: "api/v1/jobs/stats"', "/stats"],
    ['path: "/jobs"', "/jobs"],
  ])("standalone with %s is served at %s, the mount never doubled", (path, expected) => {
    expect(run(`access: { roles: ["boss"] }, standalone: true, ${path}`)?.path).toBe(expected);
  });

  it("is audited when it is PUBLIC or unsafe", () => {
    expect(run('access: { or: [{ roles: ["PUBLIC"] }, { roles: ["boss"] }] }')?.audited).toBe(true);
    const unsafe = run('access: { userRole: ["admin"] }, unsafe: { reason: "Support", crossTenant: true }');
    expect(unsafe).toMatchObject({
      audited: true,
      unsafe: { reason: "Support", adminOnly: true, crossTenant: true, targetScope: "all" },
    });
  });

  it("adds its roles to the organization's", () => {
    const text =
      '  run: { description: "Run", input: z.object({}), access: { or: [{ roles: ["boss", "PUBLIC"] }] }, execute: async () => null },';
    const mask = '  masking: { title: { type: "name", show: { roles: ["auditor"] } } },';
    expect(modelOf(jobsWithActions(text, mask)).auth.organizationRoles).toEqual([
      "admin",
      "auditor",
      "boss",
      "member",
      "owner",
    ]);
  });
});
