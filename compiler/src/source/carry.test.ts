import { describe, expect, it } from "vitest";
import { carryFeature, carryFunctions, carryModule, carrySchema } from "./index";
import { contextOf, hiringContext } from "./test-context";

const feature = "quickback/features/notes";
const imports = `import { sqliteTable, text } from "drizzle-orm/sqlite-core";\n`;
const schemaOf = (files: Record<string, string>, audit = true) =>
  carrySchema(contextOf(files), "notes", { audit });

describe("carrySchema", () => {
  it("merges the example's tables with comments, helpers and references, dependencies first", () => {
    const { module, needs, problems } = carrySchema(hiringContext(), "hiring", { audit: true });
    expect(problems).toEqual([]);
    expect(needs).toEqual(["quickback/features/hiring/lib/stages.ts"]);
    expect(module.path).toBe("features/hiring/schema.ts");
    expect(module.text.split("\n\n")[0]).toBe(
      `import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../../db/audit-columns";
import { stages } from "./lib/stages";`,
    );
    const names = [...module.text.matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    expect(names).toEqual(["candidates", "jobs", "applications", "interviews", "scores"]);
    expect(module.text).toContain("/** Computed scores: internal");
    expect(module.text.match(/^ {2}\.\.\.auditColumns,$/gm)).toHaveLength(5);
    expect(module.text).not.toContain("defineTable");
  });

  it("leaves out audit columns when they are off", () => {
    expect(carrySchema(hiringContext(), "hiring", { audit: false }).module.text).not.toContain(
      "auditColumns",
    );
  });

  it.each([
    ["no comma behind the last column", `{ id: text("id") }`, `{ id: text("id"), ...auditColumns }`],
    ["a comma", `{ id: text("id"), }`, `{ id: text("id"), ...auditColumns, }`],
    [
      "a comment before the comma",
      `{\n    id: text("id") /* , */,\n  }`,
      `{\n    id: text("id") /* , */,\n    ...auditColumns,\n  }`,
    ],
    ["no columns", `{}`, `{ ...auditColumns }`],
    ["a callback", `(t) => ({ id: t.text() })`, `(t) => ({ id: t.text(), ...auditColumns })`],
    ["a call", `columnsOf("notes")`, `{ ...columnsOf("notes"), ...auditColumns }`],
  ])("inserts audit columns where there is %s", (_, columns, expected) => {
    const text = `${imports}export const notes = sqliteTable("notes", ${columns});`;
    const { module, problems } = schemaOf({ [`${feature}/notes.ts`]: text });
    expect(problems).toEqual([]);
    expect(module.text).toContain(`sqliteTable("notes", ${expected});`);
  });

  it("inserts them into a constant that holds the columns, once", () => {
    const { module } = schemaOf({
      [`${feature}/notes.ts`]: `${imports}const shared = { id: text("id") };
export const notes = sqliteTable("notes", shared);
export const drafts = sqliteTable("drafts", shared);`,
    });
    expect(module.text).toContain(`const shared = { id: text("id"), ...auditColumns };`);
    expect(module.text.match(/\.\.\.auditColumns/g)).toHaveLength(1);
  });

  it.each([
    ["no list", `{ id: text("id") }`, `{ id: text("id") }, (table) => [\n  index("by_id").on(table.id),\n]`],
    [
      "a list",
      `{ id: text("id") }, (own) => [one(own)]`,
      `{ id: text("id") }, (own) => [one(own), index("by_id").on(own.id)]`,
    ],
    [
      "an empty list",
      `{ id: text("id") }, (own) => []`,
      `{ id: text("id") }, (own) => [index("by_id").on(own.id)]`,
    ],
    [
      "a list with a comma and a comment",
      `{ id: text("id") }, (own) => [\n    one(own), // one\n  ]`,
      `{ id: text("id") }, (own) => [\n    one(own),\n    index("by_id").on(own.id), // one\n  ]`,
    ],
    [
      "anything else",
      `{ id: text("id") }, rules`,
      `{ id: text("id") }, (table) => [\n  ...Object.values((rules)(table)),\n  index("by_id").on(table.id),\n]`,
    ],
  ])("adds an index where there is %s", (_, written, expected) => {
    const path = `${feature}/notes.ts`;
    const context = contextOf({ [path]: `${imports}export const notes = sqliteTable("notes", ${written});` });
    const indexes = new Map([["notes", [{ name: "by_id", columns: ["id"], unique: false }]]]);
    const tableFiles = new Map([[path, { feature: "notes", tables: ["notes"], indexes }]]);
    const { module } = carrySchema({ ...context, tableFiles }, "notes", { audit: false });
    expect(module.text).toContain(`sqliteTable("notes", ${expected});`);
    expect(module.text).toContain("import { index, sqliteTable, text }");
  });

  it("keeps types, enums and helpers that tables use, and drops what only the definition uses", () => {
    const { module } = schemaOf({
      [`${feature}/notes.ts`]: `// A header of the file.

${imports}import { defineTable } from "@quickback/compiler";
import type { Kind } from "./lib/kind";

/** Kinds. */
enum Kinds { a = "a" } // in use
const key = (name: string) => text(name).notNull();
const everyone = { roles: ["PUBLIC"] };
/** Notes. */
export const notes = sqliteTable("notes", { id: key("id"), kind: text("kind").$type<Kind>().default(Kinds.a) });
export type Note = typeof notes.$inferSelect;
export default defineTable(notes, { crud: { list: { access: everyone } } });`,
      [`${feature}/lib/kind.ts`]: `export type Kind = "a";`,
    });
    expect(module.text).toBe(`import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { auditColumns } from "../../db/audit-columns";
import type { Kind } from "./lib/kind";

/** Kinds. */
enum Kinds { a = "a" } // in use

const key = (name: string) => text(name).notNull();

/** Notes. */
export const notes = sqliteTable("notes", { id: key("id"), kind: text("kind").$type<Kind>().default(Kinds.a), ...auditColumns });

export type Note = typeof notes.$inferSelect;
`);
  });

  it("imports tables of another feature from its schema, and renamed ones of its own from itself", () => {
    const { module, problems } = schemaOf({
      [`${feature}/sub/notes.ts`]: `${imports}import { users } from "../../people/users";
import { tags as labels } from "../tags";
export const notes = sqliteTable("notes", { u: text("u").references(() => users.id), t: text("t").references(() => labels.id) });`,
      [`${feature}/tags.ts`]: `${imports}export const tags = sqliteTable("tags", { id: text("id") });`,
      "quickback/features/people/users.ts": `${imports}export const users = sqliteTable("users", { id: text("id") });`,
    });
    expect(problems).toEqual([]);
    expect(module.text).toContain(`import { users } from "../people/schema";`);
    expect(module.text).toContain(`import { tags as labels } from "./schema";`);
    expect(module.text).not.toContain(`sqliteTable("users"`);
  });

  it("accepts the same helper twice, and names a real collision", () => {
    const table = (name: string, helper: string) =>
      `${imports}${helper}\nexport const ${name} = sqliteTable("${name}", { id: id() });`;
    const same = `const id = () => text("id").primaryKey();`;
    const accepted = schemaOf({
      [`${feature}/a.ts`]: table("a", same),
      [`${feature}/b.ts`]: table("b", same),
    });
    expect(accepted.problems).toEqual([]);
    expect(accepted.module.text.split(same)).toHaveLength(2);
    const refused = schemaOf({
      [`${feature}/a.ts`]: table("a", same),
      [`${feature}/b.ts`]: table("b", `const id = () => text("id");`),
    });
    expect(refused.problems).toMatchObject([
      {
        kind: "name-collision",
        message: `\`id\` is declared in ${feature}/a.ts and in ${feature}/b.ts, which share features/notes/schema.ts.`,
        position: { file: `${feature}/b.ts`, line: 2, column: 1 },
      },
    ]);
  });

  it("says where columns cannot be found", () => {
    const { problems } = schemaOf({
      [`${feature}/notes.ts`]: `${imports}export const notes = table("notes", (t) => { return { id: t.text() }; });`,
    });
    expect(problems).toMatchObject([{ kind: "columns-not-found", position: { line: 2, column: 22 } }]);
  });
});

describe("carryModule", () => {
  it("changes import specifiers and nothing else", () => {
    const context = hiringContext();
    const path = "quickback/features/hiring/actions.ts";
    const { module, needs } = carryModule(context, path);
    expect(module).toMatchObject({ path: "features/hiring/actions.ts", from: [path] });
    expect(needs).toEqual(["quickback/features/hiring/lib/stages.ts"]);
    const original = context.sources.get(path) ?? "";
    expect(module.text).toBe(
      original.replace("@quickback/compiler", "../../lib/actions").replace("./applications", "./schema"),
    );
  });

  it("re-points every kind of import, wherever the modules lie", () => {
    const { module, needs } = carryModule(
      contextOf({
        "quickback/definitions/features/a/lib/deep/x.ts": `import type { Y } from '../y.js';
export * from "../../../../../shared/money";
export { z } from "../../../b/z";
const lazy = () => import("../y");
const text = 'from "../y"'; // import "../y"
import data from "./data.json";
import "side-effect";`,
        "quickback/definitions/features/a/lib/y.ts": "",
        "quickback/definitions/features/a/lib/deep/data.json": "{}",
        "quickback/definitions/features/b/z/index.ts": "",
        "quickback/shared/money.ts": "",
      }),
      "quickback/definitions/features/a/lib/deep/x.ts",
    );
    expect(module.path).toBe("features/a/lib/deep/x.ts");
    expect(module.text).toBe(`import type { Y } from "../y";
export * from "../../../../shared/shared/money";
export { z } from "../../../b/z/index";
const lazy = () => import("../y");
const text = 'from "../y"'; // import "../y"
import data from "./data.json";
import "side-effect";`);
    expect(needs).toEqual([
      "quickback/definitions/features/a/lib/deep/data.json",
      "quickback/definitions/features/a/lib/y.ts",
      "quickback/definitions/features/b/z/index.ts",
      "quickback/shared/money.ts",
    ]);
  });

  it("reports imports that lead nowhere and names that Quickback needs", () => {
    const path = `${feature}/routes.ts`;
    const { problems } = carryModule(contextOf({ [path]: `\nimport type { X } from "./gone";` }), path);
    expect(problems).toMatchObject([
      { kind: "reserved-path", position: { file: path, line: 1 } },
      { kind: "import-not-found", position: { file: path, line: 2, column: 24 } },
    ]);
  });
});

describe("carryFunctions", () => {
  const file = `${feature}/notes.ts`;
  const text = `${imports}import { defineTable } from "@quickback/compiler";
import { shorten } from "./lib/text";
import { common } from "./common";

const limit = 3;
/** Cuts. */
function cut(value: unknown) {
  return shorten(String(value), limit);
}
export const marker = "…";
export const notes = sqliteTable("notes", { id: text("id") });
export default defineTable(notes, {
  masking: {
    a: { type: "custom", mask: (value) => cut(value) + marker },
    b: { type: "custom", mask(value) { return value === notes; } },
    c: { type: "custom", mask: cut },
    d: common,
  },
  crud: { update: { access: { or: [{ roles: ["a"] }, async (ctx) => ctx.authenticated] } } },
});`;
  const context = contextOf({ [file]: text, [`${feature}/lib/text.ts`]: "", [`${feature}/common.ts`]: "" });
  const want = (path: string, name: string, kind: "mask" | "access" = "mask") => ({ file, path, kind, name });

  it("carries functions with what they close over", () => {
    const carried = carryFunctions(context, "notes", [
      want("masking.a.mask", "maskA"),
      want("masking.b.mask", "maskB"),
      want("masking.c.mask", "maskC"),
      want("crud.update.access.or.1", "accessUpdate", "access"),
    ]);
    expect(carried.problems).toEqual([]);
    expect(carried.needs).toEqual([`${feature}/lib/text.ts`]);
    expect(carried.module.text).toBe(`import type { AccessFunction, MaskFunction } from "../../lib/types";
import { shorten } from "./lib/text";
import { marker, notes } from "./schema";

const limit = 3;

/** Cuts. */
function cut(value: unknown) {
  return shorten(String(value), limit);
}

export const maskA: MaskFunction = (value) => cut(value) + marker;

export const maskB: MaskFunction = function (value) { return value === notes; };

export const maskC: MaskFunction = cut;

export const accessUpdate: AccessFunction = async (ctx) => ctx.authenticated;
`);
    expect(carried.functions.get("maskB")).toMatchObject({
      name: "maskB",
      position: { file, line: 16, column: 26 },
    });
  });

  it("reports a function that came from elsewhere", () => {
    const { problems, functions } = carryFunctions(context, "notes", [want("masking.d.mask", "maskD")]);
    expect(functions.size).toBe(0);
    expect(problems).toMatchObject([{ kind: "function-not-found" }]);
    expect(problems[0]?.message).toContain(`\`masking.d.mask\` in ${file}`);
  });
});

describe("carryFeature", () => {
  it("brings everything the feature's code imports", () => {
    const carried = carryFeature(hiringContext(), {
      feature: "hiring",
      audit: true,
      modules: ["quickback/features/hiring/actions.ts", "quickback/features/hiring/handlers/reject.ts"],
      functions: [
        {
          file: "quickback/features/hiring/candidates.ts",
          path: "masking.resumeUrl.mask",
          kind: "mask",
          name: "candidatesMaskResumeUrl",
        },
      ],
    });
    expect(carried.problems).toEqual([]);
    expect(carried.modules.map(({ path }) => path)).toEqual([
      "features/hiring/actions.ts",
      "features/hiring/functions.ts",
      "features/hiring/handlers/reject.ts",
      "features/hiring/lib/stages.ts",
      "features/hiring/schema.ts",
    ]);
    expect([...carried.functions.keys()]).toEqual(["candidatesMaskResumeUrl"]);
  });

  it("writes no functions.ts where there are none, and ends on circles", () => {
    const carried = carryFeature(
      contextOf({
        [`${feature}/actions.ts`]: `import "./lib/a";`,
        [`${feature}/lib/a.ts`]: `import "./b";`,
        [`${feature}/lib/b.ts`]: `import "./a";`,
      }),
      { feature: "notes", audit: true, modules: [`${feature}/actions.ts`], functions: [] },
    );
    expect(carried.modules.map(({ path }) => path)).toEqual([
      "features/notes/actions.ts",
      "features/notes/lib/a.ts",
      "features/notes/lib/b.ts",
    ]);
  });
});
