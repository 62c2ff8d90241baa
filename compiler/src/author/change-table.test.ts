import { describe, expect, it } from "vitest";
import { AuthorError, type ChangeTableInput, changeTable } from ".";

const path = "quickback/features/hiring/jobs.ts";

function file(rules: string, columns = 'id: text("id").primaryKey(),'): Map<string, string> {
  const text = `import { defineTable } from "@quickback/compiler";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";

const MANAGERS = { roles: ["owner"] };
export const jobs = sqliteTable("jobs", { ${columns} title: text("title") });

export default defineTable(jobs, ${rules});
`;
  return new Map([[path, text]]);
}

const sources = file(
  "{ firewall: { exception: true }, guards: false, crud: { list: { access: MANAGERS }, get: { ...MANAGERS } } }",
);

function change(input: Partial<ChangeTableInput>, from = sources) {
  return changeTable({ table: "jobs", columns: [], set: {}, remove: [], ...input }, from);
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AuthorError) return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("what is computed is left to its author, with the place", () => {
  it.each([
    ["a value", { set: { "crud.list.access": { roles: ["admin"] } } }],
    ["a step of the path", { set: { "crud.list.access.roles": ["admin"] } }],
    ["an object that spreads another", { set: { "crud.get.access": { roles: ["admin"] } } }],
    ["the same, to take away", { remove: ["crud.get.access"] }],
    ["what a new value leaves out", { set: { "crud.list": { pageSize: 20 } } }],
  ])("%s", (_what, input) => {
    expect(refusal(() => change(input))).toMatch(
      /^NOT_EDITABLE quickback\/features\/hiring\/jobs\.ts:7:\d+ cannot be changed safely .*edit it there/,
    );
  });

  it("rules that are no object literal, columns that spread others", () => {
    const title = { columns: [{ name: "size", type: "text" as const }] };
    expect(refusal(() => change({ set: { guards: false } }, file("rules")))).toMatch(/^NOT_EDITABLE/);
    expect(refusal(() => change(title, file("{ firewall: {} }", "...shared,")))).toMatch(
      /^NOT_EDITABLE .*:5:43 .*spread/,
    );
  });

  it("but a name that is computed elsewhere can be taken away", () => {
    expect(change({ remove: ["crud.list"] }).after).toContain("crud: { get: { ...MANAGERS } }");
  });
});

it("a comment is never taken away with what it stands beside", () => {
  const commented = file("{ guards: false, views: { /* old */ a: {}, /* new */ b: {} }, firewall: {} }");
  expect(refusal(() => change({ remove: ["views.a"] }, commented))).toMatch(
    /^NOT_EDITABLE .*:7:\d+ .*a comment belongs to it/,
  );
  expect(change({ remove: ["views.b"] }, file("{ views: { a: {}, b: {} } }")).after).toContain(
    "views: { a: {} }",
  );
});

describe("input that is refused", () => {
  it.each([
    ["nothing at all", {}, "nothing is asked for"],
    ["a setting that is none", { set: { gards: false } }, 'did you mean "guards"?'],
    ["a key of a setting that is none", { set: { "crud.list.acces": {} } }, 'key: "acces"'],
    ["a value of the wrong shape", { set: { "crud.list.access": { role: ["x"] } } }, 'key: "role"'],
    ["a value of the wrong type", { set: { "guards.updatable": "title" } }, "expected array"],
    ["a mask without a type", { set: { "masking.title": { show: { or: "owner" } } } }, "masking.title.type"],
    ["a function in disguise", { set: { "crud.create.computed.title": { $function: true } } }, "give JSON"],
    ["an unknown table's column", { table: "job" }, "nothing is asked for"],
    ["a table that is not there", { table: "job", remove: ["views"] }, 'did you mean "jobs"?'],
    ["a column that is another one", { columns: [{ name: "title", type: "integer" }] }, "NAME_TAKEN"],
    ["an audit column", { columns: [{ name: "createdAt", type: "text" }] }, "audit column"],
    [
      "a default of another type",
      { columns: [{ name: "n", type: "integer", default: "x" }] },
      "takes a number",
    ],
    ["a bound of a text", { columns: [{ name: "n", type: "text", min: 1 }] }, "is for numbers"],
  ] as [string, Partial<ChangeTableInput>, string][])("%s", (_what, input, expected) => {
    expect(refusal(() => change(input))).toContain(expected);
  });

  it.each(["__proto__", "constructor", "a b", "a;b", 'a"b', "a`b", "$x", "ｘ", "a\nb", ""])(
    "%j as a key, in a path or in a value",
    (key) => {
      expect(refusal(() => change({ set: { [`validation.${key}`]: { min: 1 } } }))).toMatch(/^INPUT_INVALID/);
      const value = JSON.parse(`{ ${JSON.stringify(key)}: { "min": 1 } }`);
      expect(refusal(() => change({ set: { validation: value } }))).toMatch(/^INPUT_INVALID/);
      expect(refusal(() => change({ remove: [`validation.${key}`] }))).toMatch(/^INPUT_INVALID/);
    },
  );
});

it("text stays text, whatever it says", () => {
  const pattern = `"\`${"$"}{evil()}\`" \u2028 */ //`;
  const { after } = change({ set: { "validation.title": { pattern } } });
  expect(after).toContain(JSON.stringify(pattern));
});

it("a view may be given its access before or after its fields", () => {
  const set = { "views.board.access": { roles: ["owner"] }, "views.board.fields": ["id"] };
  expect(change({ set }).after).toContain(
    'views: { board: { access: { roles: ["owner"] }, fields: ["id"] } }',
  );
});
