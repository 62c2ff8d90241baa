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

describe("columns and actions", () => {
  const actions = "quickback/features/hiring/actions.ts";
  const full = new Map([
    ...file(
      `{ firewall: { organization: {} }, guards: { createable: ["title"], updatable: LATER },
  crud: { update: { access: { roles: ["owner"], record: { state: { equals: "open" } } } } } }`,
      'id: text("id").primaryKey(), organizationId: text("organization_id").notNull(), state: text("state").default(FIRST), kind: kindColumn,',
    ),
    [
      actions,
      `import { defineActions } from "@quickback/compiler";
import { jobs } from "./jobs";

export default defineActions(jobs, { close: { access: { roles: ["owner"] }, execute: async ({ record }) => record.title } });
`,
    ],
  ]);
  const asked = (input: Partial<ChangeTableInput>) => () => change(input, full);

  it.each([
    ["a column that is not there", { set: { "columns.titel.name": "name" } }, "NOT_FOUND"],
    ["the same, its part", { set: { "columns.titel.required": true } }, "NOT_FOUND"],
    ["a name that is taken", { set: { "columns.title.name": "state" } }, "NAME_TAKEN"],
    ["the name of an audit column", { set: { "columns.title.name": "createdAt" } }, "NAME_TAKEN"],
    ["a reserved word", { set: { "columns.title.name": "select" } }, "reserved word"],
    ["a name in the wrong case", { set: { "columns.title.name": "the_title" } }, 'e.g. "theTitle"'],
    ["a name that is none", { set: { "columns.title.name": 1 } }, "give a name"],
    ["the primary key", { set: { "columns.id.name": "key" } }, "NOT_EDITABLE .*primary key"],
    ["whose a row is", { set: { "columns.organizationId.name": "org" } }, "NOT_EDITABLE .*whose a row is"],
    ["the same, gone", { remove: ["columns.organizationId"] }, "NOT_EDITABLE .*whose a row is"],
    ["what decides who may", { remove: ["columns.state"] }, "crud.update.access.record decides by state"],
    ["a part that is none", { set: { "columns.title.type": "text" } }, "name, enum, enum\\+, required"],
    ["a part too deep", { set: { "columns.title.enum.a": "b" } }, "too deep"],
    ["a column without part", { set: { "columns.title": {} } }, "ends too soon"],
    ["values of the wrong shape", { set: { "columns.title.enum": "a" } }, "list of values"],
    ["a value twice", { set: { "columns.title.enum": ["a", "a"] } }, "listed twice"],
    ["a default that is data", { set: { "columns.title.default": { a: 1 } } }, "write an expression"],
    [
      "a computed default",
      { set: { "columns.state.default": "open" } },
      "NOT_EDITABLE .*default is computed",
    ],
    ["a computed column", { set: { "columns.kind.required": true } }, "NOT_EDITABLE .*kind is computed"],
    ["a computed list", { set: { "guards.updatable+": "title" } }, "NOT_EDITABLE .*no list literal"],
    ["an action that is not there", { set: { "actions.open.access": {} } }, "NOT_FOUND .*add_action"],
    ["an action without part", { set: { "actions.close": {} } }, "ends too soon"],
    ["code of an action", { set: { "actions.close.handler": "./../../x" } }, "handler is code"],
    ["access of the wrong shape", { set: { "actions.close.access": { role: [] } } }, 'key: "role"'],
    ["a value that is no list's", { set: { "crud.update.access.roles+": 1 } }, "expected string"],
    ["hostile keys", { set: { "columns.__proto__.name": "x" } }, "not a path of names"],
    ["hostile keys to take", { remove: ["columns.a b.default"] }, "not a path of names"],
  ] as [string, Partial<ChangeTableInput>, string][])("%s is refused", (_what, input, expected) => {
    expect(refusal(asked(input))).toMatch(new RegExp(expected));
  });

  it("what is not there is already gone", () => {
    const remove = [
      "columns.none",
      "actions.open",
      "crud.update.access.roles.member",
      "columns.title.default",
    ];
    const { path: own, before, after, also } = change({ remove }, full);
    expect([own, before, also]).toEqual([path, after, undefined]);
  });

  it("places are named where code may mean the column", () => {
    const edit = change({ set: { "columns.title.name": "label" } }, full);
    expect(edit.after).toContain('label: text("label")');
    expect(edit.after).toContain('createable: ["label"]');
    expect(edit.mentions).toEqual([`${actions}:4`]);
    expect(change({ remove: ["columns.title"] }, full).mentions).toEqual([`${actions}:4`]);
  });

  it("an action is taken away, or one role of it, in its own file", () => {
    expect(change({ remove: ["actions.close"] }, full)).toMatchObject({
      path: actions,
      after: expect.stringContaining("defineActions(jobs, {})"),
    });
    const roles = change({ set: { "actions.close.access.roles+": ["member", "owner"] } }, full);
    expect(roles).toMatchObject({ path: actions, after: expect.stringMatching(/"owner",\s+"member",/) });
  });
});

describe("a key that stands elsewhere", () => {
  it.each([
    [
      "crud.list.defaultSort",
      '"defaultSort" is a key of the table itself: set "defaultSort". See docs',
      "schema.",
    ],
    ["crud.list.mode", '"mode" stands at crud.delete.mode. See docs', "access."],
    ["crud.list.roles", '"roles" stands at crud.list.access.roles. See docs', "access."],
    ["pageSize", '"pageSize" is no setting of a table: "pageSize" stands at crud.list.pageSize', ""],
    ["uniqueIndex", "give constraints beside set:", ""],
    ["crud.list.colour", 'Unrecognized key: "colour". See docs compiler/definitions/access', ""],
  ])("%s", (path, message, page) => {
    const text = refusal(() => change({ set: { [path]: 1 } }));
    expect(text).toContain(message);
    expect(text.endsWith(page)).toBe(true);
  });
});

it("a part of a mask is changed without the rest of it", () => {
  const from = file(
    '{ firewall: { exception: true }, guards: false, masking: { title: { type: "redact" } } }',
  );
  const { after } = change({ set: { "masking.title.show.roles": ["owner"] } }, from);
  expect(after).toMatch(/show: \{\s*roles: \["owner"\],?\s*\}/);
  expect(refusal(() => change({ set: { "masking.title.show.roles": "owner" } }, from))).toContain(
    "expected array",
  );
});

it("every change that is refused is named at once, and a single one as it is", () => {
  const set = {
    "crud.list.defaultSort": {},
    displayColumn: "title",
    colour: 1,
    "columns.gone.required": true,
  };
  const text = refusal(() => change({ set, remove: ["nothing.here"] }));
  expect(text).toMatch(/^INPUT_INVALID 3 of 5 changes are refused/);
  for (const name of ["defaultSort", "colour", "nothing.here"]) expect(text).toContain(name);
  const later = refusal(() =>
    change({
      set: { "columns.gone.required": true, "actions.gone.description": "x", displayColumn: "title" },
    }),
  );
  expect(later).toMatch(/^NOT_FOUND 2 of 3 changes are refused/);
  expect(refusal(() => change({ set: { colour: 1 } }))).not.toContain("refused");
});
