import { describe, expect, it } from "vitest";
import {
  applyEdits,
  diagnosticsOf,
  expectMarked,
  jobsWithActions,
  scopedJobs,
} from "../2-model/testing/marked";

type Files = Record<string, string>;

/** Applies what the marked mistakes offer; nothing is left to report, and `expected` stands there. */
function expectMended(files: Files, expected: string): void {
  const mended = applyEdits(files, expectMarked(files));
  expect(diagnosticsOf(mended)).toEqual([]);
  expect(Object.values(mended).join("\n")).toContain(expected);
}

const guards = (lines: string) => scopedJobs(`  guards: {\n${lines}\n  },`);
const access = (rule: string) => scopedJobs(`  crud: { list: { access: ${rule} } },`);
const action = (lines: string) =>
  jobsWithActions(`  run: {
    description: "Run it",
    input: z.object({}),
    access: { roles: ["owner"] },
    execute: async () => null,
${lines}
  },`);

describe("an edit mends", () => {
  it("a protected column that is listed as writable, first, last or alone", () => {
    const lists = (updatable: string) => `    updatable: ${updatable}, // !GUARD_PROTECTED_WRITABLE
    protected: { status: ["run"] },`;
    const withRun = (updatable: string) => ({ ...action(""), ...guards(lists(updatable)) });
    expectMended(withRun('["status", "title"]'), 'updatable: ["title"]');
    expectMended(withRun('["title", "status"]'), 'updatable: ["title"]');
    expectMended(withRun('["status"]'), "updatable: []");
    expectMended(withRun('["status",]'), "updatable: []");
  });

  it("an immutable column that is updatable, and a column the app fills", () => {
    expectMended(
      guards('    immutable: ["title"],\n    updatable: ["title", "salary"], // !GUARD_IMMUTABLE_UPDATABLE'),
      'updatable: ["salary"]',
    );
    expectMended(guards('    createable: ["title", "createdBy"], // !GUARD_SYSTEM_COLUMN'), '["title"]');
  });

  it("a misspelt action", () => {
    const files = guards('    protected: { status: ["rum"] }, // !GUARD_ACTION_UNKNOWN');
    expectMended({ ...action(""), ...files }, 'status: ["run"]');
  });

  it("a wildcard, by the roles of whoever is signed in", () => {
    expectMended(access('{ roles: ["*"] }, // !ACCESS_WILDCARD\n'), 'roles: ["owner", "admin", "member"]');
    expectMended(access('{ roles: ["admin", "*"] }, // !ACCESS_WILDCARD\n'), '["admin", "owner", "member"]');
    expectMended(access('{ userRole: ["*"] }, // !ACCESS_WILDCARD\n'), 'userRole: ["user", "admin"]');
  });

  it("a role and those above it, by listing them", () => {
    expectMended(access('{ roles: ["member+"] }, // !ACCESS_ROLE_SUFFIX\n'), '["member", "admin", "owner"]');
    expectMended(access('{ roles: ["owner", "admin+"] }, // !ACCESS_ROLE_SUFFIX\n'), '["owner", "admin"]');
  });

  it("one role where a list belongs", () => {
    expectMended(access('{ roles: "admin" }, // !INVALID_VALUE\n'), 'roles: ["admin"]');
  });

  it("operands that are nearly right, also inside a list", () => {
    const rule = (condition: string, code: string) =>
      access(`{ roles: ["owner"], record: { ${condition} } }, // !${code}\n`);
    expectMended(rule('status: { equals: "drafd" }', "ACCESS_VALUE_IMPOSSIBLE"), 'equals: "draft"');
    expectMended(rule('status: { in: ["open", "drafd"] }', "ACCESS_VALUE_IMPOSSIBLE"), '["open", "draft"]');
    expectMended(rule('ownerId: { equals: "$ctx.usrId" }', "ACCESS_CONTEXT_UNKNOWN"), '"$ctx.userId"');
  });

  it("a misspelt value, and a quoted key", () => {
    expectMended(
      scopedJobs('  "crud": { delete: { access: { roles: ["owner"] }, "mode": "sfot" } }, // !INVALID_VALUE'),
      '{ roles: ["owner"] }, mode: "soft" } }',
    );
  });

  it("an action with two bodies, or with what only a standalone one may have", () => {
    expectMended(action('    handler: "./handlers/run", // !ACTION_BODY_BOTH'), "execute: async () => null");
    expectMended(action('    path: "/run", // !ACTION_PATH_ON_RECORD'), "execute");
    expectMended(action('    responseType: "file", // !ACTION_RESPONSE_TYPE_ON_RECORD'), "execute");
  });

  it("masks that fit no column, and rules of another type", () => {
    expectMended(
      scopedJobs('  masking: { salary: { type: "phone" } }, // !MASKING_TYPE_MISMATCH'),
      'salary: { type: "redact" }',
    );
    expectMended(scopedJobs('  masking: { id: { type: "redact" } }, // !MASKING_KEY_COLUMN'), "masking: {");
    expectMended(
      scopedJobs("  validation: { title: { min: 3 } }, // !VALIDATION_RULE_MISMATCH"),
      "title: { minLength: 3 }",
    );
  });

  it("a column that the app adds itself, wherever it stands", () => {
    const [[path = "", text = ""] = []] = Object.entries(scopedJobs(""));
    const first = text.replace("  id:", '  createdAt: text("made"), // !SCHEMA_AUDIT_COLUMN\n  id:');
    expectMended({ [path]: first }, '{\n  // !SCHEMA_AUDIT_COLUMN\n  id: text("id")');
  });

  it("a table without an id", () => {
    const [[path = "", text = ""] = []] = Object.entries(scopedJobs(""));
    const without = text
      .replace('  id: text("id").primaryKey(),\n', "")
      .replace('sqliteTable("jobs", {', 'sqliteTable("jobs", { // !SCHEMA_NO_PRIMARY_KEY');
    expectMended({ [path]: without }, '  id: text("id").primaryKey(),\n  organizationId');
  });
});

describe("one mistake is one error", () => {
  it("a misspelt key is not missing as well", () => {
    expectMarked(scopedJobs('  masking: { title: { tpye: "redact" } }, // !UNKNOWN_KEY'));
  });

  it("a broken table leaves its actions alone", () => {
    const files = { ...action(""), ...scopedJobs("  crud: [], // !INVALID_VALUE") };
    expectMarked(files);
  });

  it("a foreign key to no column is told where it stands", () => {
    expectMarked(
      scopedJobs(
        "",
        `
  parentId: text("parent_id").references(() => jobs.id),
  otherId: text("other_id").references(() => jobs.idd), // !SCHEMA_REFERENCE_COLUMN`,
      ),
    );
  });
});
