import { describe, expect, it } from "vitest";
import {
  applyEdits,
  diagnosticsOf,
  expectMarked,
  jobsWithActions,
  scopedJobs,
} from "../2-model/testing/marked";

const publish = `  publish: {
    description: "Publish",
    input: z.object({}),
    access: { roles: ["admin"] },
    execute: async () => null,
  },`;
const guards = (lines: string, more = "") => scopedJobs(`  guards: {\n${lines}\n  },\n${more}`);

describe("guards", () => {
  it("knows the columns, and its edit corrects a misspelt one", () => {
    const files = guards('    createable: ["title",\n      "salery"], // !COLUMN_UNKNOWN');
    const found = expectMarked(files);
    expect(found[0]?.message).toBe(
      "`guards.createable` of table `jobs` names `salery`, which is not a column of `jobs`.",
    );
    expect(diagnosticsOf(applyEdits(files, found))).toEqual([]);
    expectMarked(guards('    protected: { statos: ["publish"] }, // !COLUMN_UNKNOWN !GUARD_ACTION_UNKNOWN'));
  });

  it("refuses a protected column that clients may write", () => {
    const config = (createable: string) => `  guards: {
    createable: ${createable}
    protected: { status: ["publish"] },
  },`;
    expectMarked(jobsWithActions(publish, config('["status"], // !GUARD_PROTECTED_WRITABLE')));
    expectMarked(jobsWithActions(publish, config('["title"],')));
  });

  it("refuses an immutable column that is updatable", () => {
    expectMarked(
      guards('    immutable: ["title"],\n    updatable: ["title"], // !GUARD_IMMUTABLE_UPDATABLE'),
    );
    expectMarked(guards('    immutable: ["title"],\n    createable: ["title"],'));
  });

  it("knows the actions that may change a protected column", () => {
    const config = (action: string) => `  guards: { protected: {
    status: ["${action}"], // ${action === "publish" ? "" : "!GUARD_ACTION_UNKNOWN"}
  } },`;
    const [found] = expectMarked(jobsWithActions(publish, config("publsh")));
    expect(found?.fix).toBe(
      'Did you mean `publish`? If not, add it with `add_action` (feature "work", table "jobs", name "publsh").',
    );
    expectMarked(jobsWithActions(publish, config("publish")));
  });

  it("reports a missing action once, with every column it protects", () => {
    const [found, ...more] = expectMarked(
      jobsWithActions(
        publish,
        `  guards: { protected: {
    status: ["publish", "withdraw"], // !GUARD_ACTION_UNKNOWN
    salary: ["withdraw"],
  } },`,
      ),
    );
    expect(more).toEqual([]);
    expect(found?.message).toContain("`withdraw` for `status`, `salary`");
    expect(found?.fix).toBe(
      'Add it with `add_action` (feature "work", table "jobs", name "withdraw"), or take it out.',
    );
  });

  it("keeps the columns the app fills itself to the app", () => {
    const listed = guards(`    createable: [
      "organizationId", // !GUARD_SYSTEM_COLUMN
      "title",
      "id", // !GUARD_SYSTEM_COLUMN
    ],
    updatable: ["createdBy"], // !GUARD_SYSTEM_COLUMN`);
    const reasons = expectMarked(listed).map(({ why }) => why?.slice(0, 24));
    expect(reasons).toEqual(
      ["It is the firewall's orga", "It is the generated id; ", "It is an audit column; a"].map((text) =>
        text.slice(0, 24),
      ),
    );
  });

  it("finds the required column that nobody can supply", () => {
    const crud = '  crud: { create: { access: { roles: ["admin"] } } },';
    const city = (mark: string) => `\n  city: text("city").notNull(),${mark}`;
    const table = (guard: string, mark: string) =>
      scopedJobs(`  guards: { createable: ["${guard}"] },\n${crud}`, city(mark));
    expectMarked(table("title", " // !GUARD_REQUIRED_UNWRITABLE"));
    expectMarked(table("city", ""));
    expectMarked(scopedJobs('  guards: { createable: ["title"] },', city("")));
    expectMarked(scopedJobs(`  guards: false,\n${crud}`, city("")));
  });

  it("warns of an update that can change nothing", () => {
    const crud = (mark: string) => `  crud: { update: { access: { roles: ["admin"] } } },${mark}`;
    expectMarked(guards('    createable: ["title"],', crud(" // !GUARD_NOTHING_UPDATABLE")));
    expectMarked(guards('    updatable: ["title"],', crud("")));
  });
});
