import { describe, expect, it } from "vitest";
import { configText } from "../2-model/testing/load-texts";
import {
  applyEdits,
  diagnosticsOf,
  expectMarked,
  jobs,
  jobsWithActions,
  scopedJobs,
} from "../2-model/testing/marked";

const list = (access: string) =>
  scopedJobs(`  crud: { list: {
    access: ${access}
  } },`);
const create = (access: string) =>
  scopedJobs(`  guards: { createable: ["title"] },
  crud: { create: {
    access: ${access}
  } },`);

describe("access", () => {
  it('refuses the role "*"', () => {
    expectMarked(list('{ roles: ["*"] }, // !ACCESS_WILDCARD'));
    expectMarked(list('{ userRole: ["*"] }, // !ACCESS_WILDCARD'));
    expectMarked(list('{ roles: ["PUBLIC"] },'));
  });

  it("refuses roles with a plus behind them, in rules and masks", () => {
    expectMarked(list('{ roles: ["member+"] }, // !ACCESS_ROLE_SUFFIX'));
    expectMarked(list('{ userRole: ["user+"] }, // !ACCESS_ROLE_SUFFIX'));
    expectMarked(
      scopedJobs(
        '  masking: { title: { type: "redact", show: { roles: ["admin+"] } } }, // !ACCESS_ROLE_SUFFIX',
      ),
    );
    expectMarked(list('{ roles: ["c++dev"] },'));
  });

  it("asks for a rule that admits somebody", () => {
    expectMarked(list("{}, // !ACCESS_EMPTY"));
    expectMarked(list("{ roles: [] }, // !ACCESS_EMPTY"));
    expectMarked(list('{ or: [{ roles: ["admin"] }, {}] }, // !ACCESS_EMPTY'));
    expectMarked(list("{ record: {} }, // !ACCESS_EMPTY"));
    expectMarked(scopedJobs("  crud: { list: {} }, // !ACCESS_EMPTY"));
    expectMarked(list('{ or: [{ roles: ["admin"] }, { userRole: ["admin"] }] },'));
    expectMarked(list("(ctx) => ctx.authenticated,"));
  });

  it("warns of organization roles where rows belong to no organization", () => {
    const shared = (access: string) =>
      jobs(`  firewall: { exception: true },
  crud: { list: {
    access: ${access}
  } },`);
    const [warning] = expectMarked(shared('{ roles: ["admin"] }, // !ACCESS_ROLES_BEYOND_ORGANIZATION'));
    expect(warning?.severity).toBe("warning");
    expectMarked(shared('{ or: [{ roles: ["PUBLIC"] }, { userRole: ["admin"] }] },'));
    expectMarked(list('{ roles: ["admin"] },'));
  });

  it("warns of anonymous writes, not of anonymous reads", () => {
    const [warning] = expectMarked(create('{ roles: ["PUBLIC"] }, // !ACCESS_PUBLIC_WRITE'));
    expect(warning?.severity).toBe("warning");
    expectMarked(create('{ or: [{ roles: ["admin"] }, { roles: ["PUBLIC"] }] }, // !ACCESS_PUBLIC_WRITE'));
    expectMarked(create('{ roles: ["member"] },'));
  });

  it("warns of roles beside PUBLIC in one list", () => {
    const [warning] = expectMarked(list('{ roles: ["PUBLIC", "admin"] }, // !ACCESS_PUBLIC_REDUNDANT'));
    expect(warning?.severity).toBe("warning");
    expectMarked(
      list('{ or: [{ roles: ["PUBLIC"], record: { status: { equals: "open" } } }, { roles: ["admin"] }] },'),
    );
  });

  it("knows where there is no record", () => {
    expectMarked(create('{ record: { status: { equals: "open" } } }, // !ACCESS_RECORD_UNAVAILABLE'));
    expectMarked(list('{ record: { status: { equals: "open" } } },'));
    const action = (more: string) => `  run: { description: "Run", input: z.object({}), ${more}
    access: { record: { status: { equals: "open" } } }, execute: async () => null },`;
    expectMarked(jobsWithActions(action("")));
    expectMarked(
      jobsWithActions(
        action("standalone: true,").replace(" execute", " // !ACCESS_RECORD_UNAVAILABLE\n execute"),
      ),
    );
  });

  it("warns of a function that takes the record where it is asked without one", () => {
    const [warning] = expectMarked(
      list('(ctx, record) => record?.status === "open", // !ACCESS_FUNCTION_BLIND'),
    );
    expect(warning?.severity).toBe("warning");
    expect(warning?.fix).toContain("`record` condition");
    expectMarked(
      list(
        '{ or: [{ roles: ["admin"] }, (_ctx, record) => record !== undefined] }, // !ACCESS_FUNCTION_BLIND',
      ),
    );
    expectMarked(
      scopedJobs(`  views: { short: { fields: ["title"],
    access: (_ctx, record) => record?.status === "open", // !ACCESS_FUNCTION_BLIND
  } },`),
    );
    const action = (more: string) => `  run: { description: "Run", input: z.object({}), ${more}
    execute: async () => null },`;
    expectMarked(
      jobsWithActions(
        action("standalone: true, access: (_ctx, record) => record === 1, // !ACCESS_FUNCTION_BLIND"),
      ),
    );
    expectMarked(jobsWithActions(action("access: (_ctx, record) => record !== undefined,")));
    expectMarked(list("(ctx) => ctx.authenticated,"));
    expectMarked(create('(_ctx, record) => record?.status === "open",'));
  });

  it("warns of PUBLIC where rows belong to teams", () => {
    const config = configText().replace(
      'defineAuth("better-auth")',
      'defineAuth("better-auth", { plugins: { organization: { teams: { enabled: true } } } })',
    );
    const scoped = (config: string) =>
      jobs(
        `  firewall: { organization: {}, team: {} },\n${config}`,
        '\n  teamId: text("team_id").notNull(),',
      );
    const boards = (table: string) => ({ ...scoped(table), "quickback.config.ts": config });
    const publicList = (at: string) =>
      boards(`  crud: { list: {\n    access: { roles: ["PUBLIC"] },${at}\n  } },`);
    const files = publicList(" // !ACCESS_PUBLIC_WITHOUT_TEAM");
    const found = expectMarked(files);
    expect(found[0]?.severity).toBe("warning");
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
    // Not the warning of anonymous writes beside it: there are none.
    expectMarked(
      boards(`  guards: { createable: ["title"] },
  crud: { create: { access: { or: [{ roles: ["PUBLIC"] }] } } }, // !ACCESS_PUBLIC_WITHOUT_TEAM`),
    );
    const action = (more: string) => ({
      ...boards(""),
      "features/work/actions.ts": `import { defineActions } from "@quickback/compiler";
import { z } from "zod";
import { jobs } from "./jobs";

export default defineActions(jobs, {
  run: { description: "Run", input: z.object({}), execute: async () => null,
    access: { roles: ["PUBLIC"] }, ${more}
});
`,
    });
    expectMarked(action("}, // !ACCESS_PUBLIC_WITHOUT_TEAM"));
    expectMarked(action("standalone: true },"));
    expectMarked(list('{ roles: ["PUBLIC"] },'));
  });

  it("checks the columns of record conditions, and its edit corrects the name", () => {
    const files = list('{ record: { "statis": { equals: "open" } } }, // !COLUMN_UNKNOWN');
    const found = expectMarked(files);
    expect(found[0]?.message).toContain("`statis`");
    expect(found[0]?.fix).toBe("Did you mean `status`?");
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
  });

  it("checks operators and operands", () => {
    expectMarked(list("{ record: { status: {} } }, // !ACCESS_CONDITION_EMPTY"));
    expectMarked(list('{ record: { status: { equals: "opne" } } }, // !ACCESS_VALUE_IMPOSSIBLE'));
    expectMarked(list('{ record: { status: { in: ["open", "shut"] } } }, // !ACCESS_VALUE_IMPOSSIBLE'));
    expectMarked(list("{ record: { status: { equals: null } } }, // !ACCESS_VALUE_IMPOSSIBLE"));
    expectMarked(list('{ record: { salary: { lessThan: "5" } } }, // !ACCESS_VALUE_IMPOSSIBLE'));
    expectMarked(list('{ record: { title: { equals: "$ctx.userid" } } }, // !ACCESS_CONTEXT_UNKNOWN'));
    expectMarked(list('{ record: { title: { equals: "$ctx.userId" }, salary: { lessThan: 5 } } },'));
    expectMarked(list("{ record: { title: { equals: null } } },"));
  });

  it("refuses organization roles where organizations are off", () => {
    const single = { "quickback.config.ts": configText("  features: { organizations: false },") };
    const table = (access: string) => {
      const files = Object.entries(list(access)).map(([path, text]) => [
        path,
        text.replace("organization: {}", "owner: {}"),
      ]);
      return { ...Object.fromEntries(files), ...single };
    };
    const files = table('{ roles: ["owner", "admin"] }, // !ACCESS_ROLES_WITHOUT_ORGANIZATIONS');
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
    expectMarked(table('{ or: [{ userRole: ["admin"] }, { roles: ["PUBLIC"] }] },'));
  });
});
