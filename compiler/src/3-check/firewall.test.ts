import { describe, expect, it } from "vitest";
import { configText } from "../2-model/testing/load-texts";
import { applyEdits, diagnosticsOf, expectMarked, jobs } from "../2-model/testing/marked";

const teamJobs = (config: string) => jobs(config, `  teamId: text("team_id").notNull(),`);
const withTeams = {
  "quickback.config.ts": configText().replace(
    'defineAuth("better-auth")',
    'defineAuth("better-auth", { plugins: { organization: { teams: { enabled: true } } } })',
  ),
};

describe("firewall", () => {
  it("asks for a scope or an exception, and its edit adds the scope", () => {
    const files = jobs(`  displayColumn: "title",`);
    const found = diagnosticsOf(files);
    expect(found.map(({ code }) => code)).toEqual(["FIREWALL_MISSING"]);
    expectMarked(applyEdits(files, found));
    expectMarked(jobs("  firewall: { exception: true },"));
  });

  it("adds the scope inside a firewall that has none", () => {
    const files = jobs("  firewall: { softDelete: {} }, // !FIREWALL_MISSING");
    const fixed = applyEdits(files, expectMarked(files));
    expect(diagnosticsOf(fixed)).toEqual([]);
    expect(Object.values(fixed)[0]).toContain("softDelete: {},");
    expect(Object.values(fixed)[0]).toContain("organization: {}");
  });

  it("refuses an exception beside a scope", () => {
    expectMarked(
      jobs(`  firewall: {
    organization: {},
    exception: true, // !FIREWALL_EXCEPTION_WITH_SCOPE
  },`),
    );
  });

  it("needs the scope's column, and its edit adds it to the table", () => {
    const mark = "  firewall: { organization: { column: 'tenantId' } }, // !FIREWALL_COLUMN_MISSING";
    const files = Object.fromEntries(
      Object.entries(jobs(mark)).map(([path, text]) => [path, text.replace(/ {2}organizationId.*\n/, "")]),
    );
    const fixed = applyEdits(files, expectMarked(files));
    expect(Object.values(fixed)[0]).toContain('tenantId: text("tenant_id").notNull(),\n});');
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("is pointed by its edit at the column whose name says what it isolates by", () => {
    const files = jobs("  firewall: { owner: { column: 'keeperId' } }, // !FIREWALL_COLUMN_MISSING");
    const fixed = applyEdits(files, expectMarked(files));
    expect(Object.values(fixed)[0]).toContain('owner: { column: "ownerId" }');
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("is given by the edit every scope that the columns name", () => {
    const files = jobs('  displayColumn: "title",');
    const [missing] = diagnosticsOf(files);
    const fixed = applyEdits(files, missing ? [missing] : []);
    expect(Object.values(fixed)[0]).toContain("firewall: { organization: {}, owner: {} }");
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("keeps its scope where the edit takes the exception out", () => {
    const files = jobs(`  firewall: {
    organization: {},
    exception: true, // !FIREWALL_EXCEPTION_WITH_SCOPE
  },`);
    const fixed = applyEdits(files, expectMarked(files));
    expect(Object.values(fixed)[0]).not.toContain("exception");
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("needs a text column", () => {
    expectMarked(jobs("  firewall: { owner: { column: 'salary' } }, // !FIREWALL_COLUMN_TYPE"));
    expectMarked(jobs("  firewall: { owner: { column: 'title' } },"));
  });

  it("knows the request context", () => {
    const found = expectMarked(
      jobs("  firewall: { owner: { source: 'ctx.usrId' } }, // !FIREWALL_SOURCE_UNKNOWN"),
    );
    expect(found[0]?.fix).toBe("Did you mean `userId`?");
    expectMarked(jobs("  firewall: { owner: { source: 'ctx.userId' } },"));
  });

  it("lets roles see beyond the owner inside an organization only", () => {
    const single = { "quickback.config.ts": configText("features: { organizations: false },") };
    const owner = `owner: { column: "title", mode: "optional" }`;
    expectMarked(jobs(`  firewall: { ${owner} }, // !FIREWALL_OPTIONAL_ALONE`));
    expectMarked(jobs(`  firewall: { organization: {}, ${owner} },`));
    expectMarked({ ...jobs(`  firewall: { ${owner} },`), ...single });
  });

  it("refuses organization scopes where organizations are off", () => {
    const files = jobs("  firewall: { organization: {} }, // !FIREWALL_ORGANIZATIONS_OFF");
    const single = { "quickback.config.ts": configText("features: { organizations: false },") };
    expectMarked({ ...files, ...single });
    expectMarked({ ...jobs("  firewall: { owner: {} },"), ...single });
  });

  it("soft-deletes by deletedAt alone", () => {
    const files = jobs(`  firewall: {
    organization: {},
    softDelete: { column: "removedAt" }, // !FIREWALL_SOFT_DELETE_COLUMN
  },`);
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
  });

  it("refuses team scopes where organizations are off", () => {
    const single = { "quickback.config.ts": configText("features: { organizations: false },") };
    expectMarked({ ...teamJobs("  firewall: { team: {} }, // !FIREWALL_ORGANIZATIONS_OFF"), ...single });
  });

  it.each([
    'defineAuth("better-auth")',
    'defineAuth("better-auth", {})',
    'defineAuth("better-auth", { session: { expiresInDays: 1 } })',
    'defineAuth("better-auth", { plugins: ["organization", "bearer"] })',
    'defineAuth("better-auth", { plugins: ["bearer"] })',
    'defineAuth("better-auth", { plugins: [{ name: "organization" }] })',
    'defineAuth("better-auth", { plugins: ["bearer", { name: "organization", options: {} }] })',
    'defineAuth("better-auth", { plugins: [{ name: "organization", options: { teams: { enabled: false, maximumTeams: 2 } } }] })',
    'defineAuth("better-auth", { plugins: { organization: true } })',
    'defineAuth("better-auth", { plugins: { bearer: true } })',
    'defineAuth("better-auth", { plugins: { organization: {} } })',
    'defineAuth("better-auth", { plugins: { organization: { cancelPendingInvitationsOnReInvite: true } } })',
  ])("needs teams for a team scope, and its edit turns them on in %s", (auth) => {
    const text = configText("features: { organizations: true },").replace(
      /defineAuth\("better-auth"\)/,
      auth,
    );
    const files = {
      ...teamJobs("  firewall: { organization: {}, team: {} }, // !FIREWALL_TEAMS_OFF"),
      "quickback.config.ts": text,
    };
    const fixed = applyEdits(files, expectMarked(files));
    expect(diagnosticsOf(fixed)).toEqual([]);
    for (const option of ["bearer", "expiresInDays", "maximumTeams", "cancelPending"])
      expect(fixed["quickback.config.ts"]?.includes(option) || !auth.includes(option)).toBe(true);
  });

  it.each([
    ["{ organization: { teams: true } }", "INVALID_VALUE"],
    ['[{ name: "organization", options: { teams: { enabled: "yes" } } }]', "INVALID_VALUE"],
    ["{ organization: { teams: {} } }", "MISSING_KEY"],
  ])("takes %s for no teams: %s", (plugins, code) => {
    const auth = `defineAuth("better-auth", { plugins: ${plugins} })`;
    const text = configText().replace('defineAuth("better-auth")', auth);
    const found = diagnosticsOf({ ...teamJobs("  firewall: { team: {} },"), "quickback.config.ts": text });
    expect(found.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("names the team column only where there are teams", () => {
    const files = teamJobs("  displayColumn: 'title',");
    const fix = (more: Record<string, string>) => diagnosticsOf({ ...files, ...more })[0]?.fix;
    expect(fix({})).not.toContain("team");
    expect(fix(withTeams)).toContain("firewall: { organization: {}, team: {}, owner: {} }");
  });

  it("needs the team's column", () => {
    const files = { ...jobs("  firewall: { team: {} }, // !FIREWALL_COLUMN_MISSING"), ...withTeams };
    const fixed = applyEdits(files, expectMarked(files));
    expect(Object.values(fixed)[0]).toContain('teamId: text("team_id").notNull(),');
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("lets roles see beyond the owner inside a team", () => {
    const owner = `owner: { column: "title", mode: "optional" }`;
    expectMarked({ ...teamJobs(`  firewall: { team: {}, ${owner} },`), ...withTeams });
  });
});
