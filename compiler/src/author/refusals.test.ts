import { describe, expect, it } from "vitest";
import {
  type ActionFieldInput,
  type AddActionInput,
  AuthorError,
  addAction,
  type ColumnInput,
  type ScaffoldTableInput,
  scaffoldTable,
} from ".";

const sources = new Map([
  [
    "quickback/features/hiring/jobs.ts",
    'import { sqliteTable, text } from "drizzle-orm/sqlite-core";\nexport const jobs = sqliteTable("jobs", { id: text("id").primaryKey() });\n',
  ],
  [
    "quickback/features/hiring/actions.ts",
    'import { defineActions } from "@quickback/compiler";\nimport { jobs } from "./jobs";\nexport default defineActions(jobs, { "close": {} });\n',
  ],
  ["quickback/features/hiring/notes.ts", "export const helper = 1;\n"],
]);

const title: ColumnInput = { name: "title", type: "text" };

function scaffold(change: Partial<ScaffoldTableInput>) {
  return scaffoldTable(
    { feature: "hiring", table: "people", columns: [title], scope: "organization", ...change },
    sources,
  );
}

function add(change: Partial<AddActionInput>) {
  return addAction(
    {
      feature: "hiring",
      table: "jobs",
      name: "open",
      description: "Open",
      input: [],
      access: { roles: ["owner"] },
      ...change,
    },
    sources,
  );
}

function refusal(run: () => unknown): { field: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof AuthorError) return { field: error.field, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

const HOSTILE = [
  "../x",
  "a/b",
  "a\\b",
  "C:x",
  "a\0b",
  "",
  "__proto__",
  "constructor",
  "x; drop table y",
  "x`$(exit)`",
  'a"b',
  "a'b",
  "ｆoo",
  "a\nb",
  ".",
  "class",
  "x".repeat(300),
];

describe("scaffoldTable refuses", () => {
  it.each(["users", "user", "members"])("a reference to %s, which the auth database holds", (references) => {
    const { field, message } = refusal(() =>
      scaffold({ columns: [{ name: "assigneeId", type: "text", references }] }),
    );
    expect([field, message]).toEqual([
      "columns[0].references",
      expect.stringContaining("leave references out and keep the id in the text column"),
    ]);
  });

  it("a reference to nothing, with the table that was meant or none", () => {
    const message = (references: string) =>
      refusal(() => scaffold({ columns: [{ name: "jobId", type: "text", references }] })).message;
    expect(message("job")).toContain('did you mean "jobs"?');
    expect(message("customers")).toContain("scaffold that table first");
  });

  it.each([
    ["price > 0; drop table jobs", "is not allowed"],
    ["price > 0) or (1 = 1", "a bracket closes"],
    ["(price > 0", "is not closed"],
    ["price > 0 -- all", "comments"],
    ["price > 0 /* all */", "comments"],
    ["price > 0 or `x` = 1", "is not allowed"],
    ["price > $".concat("{process.exit()}"), "is not allowed"],
    ["price > 0\nor 1", "is not allowed"],
    ["price > (select 1)", '"select" is no column'],
    ["cost > 0", '"cost" is no column'],
    ["random() > 0 and price > 0", '"random" is no column'],
    ["1 = 1", "names no column"],
    ["", "names no column"],
  ])("the CHECK %j", (check, why) => {
    const { field, message } = refusal(() =>
      scaffold({ columns: [{ name: "price", type: "integer" }], constraints: [{ check }] }),
    );
    expect([field, message]).toEqual(["constraints[0].check", expect.stringContaining(why)]);
  });

  it.each([
    [{ unique: ["title", "createdAt"] }, "constraints[0].unique", "is an audit column"],
    [{ index: ["titel"] }, "constraints[0].index", 'did you mean "title"?'],
    [{ index: [] }, "constraints[0].index", "is empty"],
    [{ index: ["title"], unique: ["title"] }, "constraints[0]", "give one of"],
    [{ index: ["title"], name: '"); x("' }, "constraints[0].name", "small letters"],
  ])("the constraint %j", (constraint, field, why) => {
    const columns = [{ name: "title", type: "text" as const }];
    const refused = refusal(() => scaffold({ columns, constraints: [constraint] }));
    expect(refused).toMatchObject({ field, message: expect.stringContaining(why) });
  });

  it.each([
    [{ roles: { read: [] } }, "roles.read", "nobody could"],
    [{ roles: { write: ['a"] } }); x(['] } }, "roles.write[0]", "is not a role name"],
    [{ scope: "public" as const, roles: { write: ["owner"] } }, "roles.write", "platform roles"],
    [
      { columns: [{ name: "a", type: "text" as const, onDelete: "cascade" as const }] },
      "columns[0].onDelete",
      "name the table",
    ],
    [
      {
        columns: [
          {
            name: "a",
            type: "text" as const,
            required: true,
            references: "jobs",
            onDelete: "set null" as const,
          },
        ],
      },
      "columns[0].onDelete",
      "cannot be emptied",
    ],
  ])("%j", (input, field, why) => {
    expect(refusal(() => scaffold(input))).toMatchObject({ field, message: expect.stringContaining(why) });
  });

  it.each([...HOSTILE, "select", "text", "user", "toString"])("table %j", (table) => {
    expect(refusal(() => scaffold({ table })).field).toBe("table");
  });

  it.each(HOSTILE.filter((name) => !["constructor", "class"].includes(name)))("feature %j", (feature) => {
    expect(refusal(() => scaffold({ feature })).field).toBe("feature");
  });

  it.each([...HOSTILE, "order", "hasOwnProperty"])("column %j", (name) => {
    expect(refusal(() => scaffold({ columns: [{ name, type: "text" }] })).field).toBe("columns[0].name");
  });

  it("a table that exists, whatever the case of its SQL name", () => {
    expect(refusal(() => scaffold({ table: "jobs" })).message).toContain("quickback/features/hiring/jobs.ts");
  });

  it("a file that exists although it holds no table", () => {
    expect(refusal(() => scaffold({ table: "notes" })).message).toContain("notes.ts already exists");
  });

  it("audit columns, saying who adds them", () => {
    const { message } = refusal(() => scaffold({ columns: [{ name: "createdAt", type: "text" }] }));
    expect(message).toContain("the compiler adds to every table");
  });

  it("a scope column and an id, which it writes itself", () => {
    for (const name of ["id", "organizationId"])
      expect(refusal(() => scaffold({ columns: [{ name, type: "text" }] })).message).toContain(
        "leave it out",
      );
  });

  it("columns that SQL cannot tell apart", () => {
    const columns: ColumnInput[] = [title, { name: "tiTle", type: "text" }];
    expect(refusal(() => scaffold({ columns })).field).toBe("columns[1].name");
  });

  it.each([[[]], [["a", "a"]], [["a\nb"]], [["x".repeat(65)]]])("enum values %j", (values) => {
    const columns: ColumnInput[] = [{ name: "stage", type: "enum", enum: values }];
    expect(refusal(() => scaffold({ columns })).field).toBe("columns[0].enum");
  });

  it("a reference to no table, naming the nearest one", () => {
    const columns: ColumnInput[] = [{ name: "jobId", type: "text", references: "job" }];
    expect(refusal(() => scaffold({ columns })).message).toContain('did you mean "jobs"?');
  });

  it("a reference whose type is not that of the id", () => {
    const columns: ColumnInput[] = [{ name: "jobId", type: "integer", references: "jobs" }];
    expect(refusal(() => scaffold({ columns })).message).toContain('use type "text"');
  });

  it("nothing of a name with a suggestion that is itself accepted", () => {
    const { message } = refusal(() => scaffold({ columns: [{ name: "first_name", type: "text" }] }));
    expect(message).toContain('"firstName"');
    expect(scaffold({ columns: [{ name: "firstName", type: "text" }] }).after).toContain(
      'text("first_name")',
    );
  });
});

describe("addAction refuses", () => {
  it.each([...HOSTILE, "delete"])("name %j", (name) => {
    expect(refusal(() => add({ name })).field).toBe("name");
  });

  it("an action that exists, quoted or not", () => {
    expect(refusal(() => add({ name: "close" })).field).toBe("name");
  });

  it("a table it does not know, and one of another feature", () => {
    expect(refusal(() => add({ table: "jobz" })).message).toContain('did you mean "jobs"?');
    expect(refusal(() => add({ feature: "other" })).field).toBe("feature");
  });

  it.each(["stats", "/a/../b", "/a b", "/", "//x", "/x'"])("path %j", (path) => {
    expect(refusal(() => add({ standalone: true, path })).field).toBe("path");
  });

  it("a path of its own for a record action", () => {
    expect(refusal(() => add({ path: "/x" })).message).toContain("set standalone to true");
  });

  it.each([[[]], [["*"]], [["a b"]], [["x'"]]])("roles %j", (roles) => {
    expect(refusal(() => add({ access: { roles } })).field).toMatch(/^access\.roles/);
    const nested = { or: [{ roles: ["admin"] }, { userRole: roles }] };
    expect(refusal(() => add({ access: nested })).field).toMatch(/^access\.or\[1\]\.userRole/);
  });

  it.each(["}, }); evil(); ({ a: { b() {", "}", "const x = ;", "} function more() {"])("body %j", (body) => {
    expect(refusal(() => add({ body })).field).toBe("body");
  });

  it("a condition on the record of another shape, or without a record", () => {
    const status = (condition: unknown) => ({
      access: { roles: ["owner"], record: { status: condition } },
    });
    expect(refusal(() => add(status({ is: "open" }))).message).toContain('key: "is"');
    expect(refusal(() => add(status({ equals: () => "open" }))).message).toContain("give JSON");
    const standalone = { ...status({ equals: "open" }), standalone: true };
    expect(refusal(() => add(standalone)).field).toBe("access.record");
    const nobody = { access: { record: { status: { equals: "open" } } } };
    expect(refusal(() => add(nobody)).message).toContain("names nobody");
    expect(add(status({ equals: "open" })).after).toContain('record: { status: { equals: "open" } } }');
  });

  it.each<[ActionFieldInput, string]>([
    [{ name: "a", type: "boolean", min: 1 }, "input[0].min"],
    [{ name: "a", type: "integer", trim: true }, "input[0].trim"],
    [{ name: "a", type: "text", min: -1 }, "input[0].min"],
    [{ name: "a", type: "integer", max: 1.5 }, "input[0].min"],
    [{ name: "a", type: "real", min: 2, max: 1 }, "input[0].max"],
  ])("the input field %j", (field, at) => {
    expect(refusal(() => add({ input: [field] })).field).toBe(at);
  });

  it("a description that would break the line", () => {
    expect(refusal(() => add({ description: "a\nb" })).field).toBe("description");
  });

  it("a file that cannot be parsed", () => {
    const broken = new Map(sources).set("quickback/features/hiring/actions.ts", "defineActions(");
    const input = {
      feature: "hiring",
      table: "jobs",
      name: "open",
      description: "x",
      input: [],
      access: { roles: ["owner"] },
    };
    expect(refusal(() => addAction(input, broken)).message).toContain("syntax error");
  });
});

it("a description is text, whatever it says", () => {
  const description = 'a" , evil: `$(exit)` , b: "';
  const { after } = add({ description });
  expect(after).toContain(JSON.stringify(description));
});

it("a variable that the body declares is not imported", () => {
  expect(add({ body: "const { count, and: [or] } = ctx; return count + or;" }).after).not.toContain(
    "drizzle-orm",
  );
});
