import { describe, expect, it } from "vitest";
import { configText } from "../2-model/testing/load-texts";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const path = "features/work/jobs.ts";
const replaced = (from: string, to: string) => ({ [path]: (scopedJobs("")[path] ?? "").replace(from, to) });

describe("views, presentation and validation", () => {
  it("asks a view for columns of its table", () => {
    const view = (fields: string) =>
      scopedJobs(`  views: { brief: {
    fields: ${fields}
    access: { roles: ["admin"] },
  } },`);
    expectMarked(view("[], // !VIEW_NO_FIELDS"));
    const misspelt = view('["id", "titel"], // !COLUMN_UNKNOWN');
    expect(diagnosticsOf(applyEdits(misspelt, expectMarked(misspelt)))).toEqual([]);
    expectMarked(view('["id", "title", "createdAt"],'));
  });

  it("checks every other list of columns", () => {
    const files = scopedJobs(`  displayColumn: "titel", // !COLUMN_UNKNOWN
  defaultSort: {
    field: "sallary", // !COLUMN_UNKNOWN
  },
  inputHints: { titlee: "textarea" }, // !COLUMN_UNKNOWN
  layouts: { main: { sections: [{ label: "All", fields: ["titl"] }] } }, // !COLUMN_UNKNOWN
  crud: {
    list: { access: { roles: ["admin"] }, fields: ["id", "titel"] }, // !COLUMN_UNKNOWN
    get: { access: { roles: ["admin"] }, fields: ["id", "titel"] }, // !COLUMN_UNKNOWN
  },`);
    expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
  });

  it("checks references", () => {
    expectMarked(scopedJobs('  references: { title: "jobz" }, // !REFERENCE_TABLE_UNKNOWN'));
    expectMarked(scopedJobs('  references: { titel: "jobs" }, // !COLUMN_UNKNOWN'));
    expectMarked(scopedJobs('  references: { title: "jobs" },'));
  });

  it("checks validation against the column", () => {
    const rule = (text: string) => scopedJobs(`  validation: {\n    ${text}\n  },`);
    expectMarked(rule("salary: { minLength: 3 }, // !VALIDATION_RULE_MISMATCH"));
    expectMarked(rule("title: { min: 3 }, // !VALIDATION_RULE_MISMATCH"));
    expectMarked(rule('title: { pattern: "(" }, // !VALIDATION_PATTERN_INVALID'));
    expectMarked(rule("title: { minLength: 9, maxLength: 3 }, // !VALIDATION_RANGE_EMPTY"));
    expectMarked(rule("salary: { min: 9, max: 3 }, // !VALIDATION_RANGE_EMPTY"));
    expectMarked(rule('status: { enum: ["draft", "opened"] }, // !VALIDATION_ENUM_OUTSIDE'));
    expectMarked(rule("titel: { minLength: 3 }, // !COLUMN_UNKNOWN"));
    expectMarked(
      rule('title: { minLength: 3, maxLength: 9, pattern: "^a" },\n    salary: { min: 1, max: 1 },'),
    );
  });
});

describe("schema", () => {
  it("asks for an id of the type that is generated", () => {
    expectMarked(replaced('id: text("id").primaryKey(),', 'id: text("id"), // !SCHEMA_NO_PRIMARY_KEY'));
    expectMarked(
      replaced('id: text("id").primaryKey(),', 'id: integer("id").primaryKey(), // !SCHEMA_ID_TYPE'),
    );
    const serial = {
      "quickback.config.ts": configText().replace(
        '"cloudflare-d1"',
        '"cloudflare-d1", { generateId: "serial" }',
      ),
    };
    expectMarked({
      ...serial,
      ...replaced('id: text("id").primaryKey(),', 'id: integer("id").primaryKey(),'),
    });
    expectMarked({
      ...serial,
      ...replaced('id: text("id").primaryKey(),', 'id: text("id").primaryKey(), // !SCHEMA_ID_TYPE'),
    });
  });

  it("refuses audit columns of the author's own, and its edit removes them", () => {
    const files = scopedJobs(
      "",
      `
  createdAt: text("created_at"), // !SCHEMA_AUDIT_COLUMN
  city: text("city"),`,
    );
    const fixed = applyEdits(files, expectMarked(files));
    expect(fixed[path]).not.toContain("createdAt");
    expect(diagnosticsOf(fixed)).toEqual([]);
  });

  it("refuses two columns of one SQL name", () => {
    const twins = `
  heading: text("heading"), // !SCHEMA_DUPLICATE_COLUMN
  caption: text("heading"), // !SCHEMA_DUPLICATE_COLUMN`;
    expectMarked(scopedJobs("", twins));
    expectMarked(scopedJobs("", '\n  made: text("created_at"), // !SCHEMA_DUPLICATE_COLUMN'));
  });

  it("refuses two tables of one name", () => {
    const [text = ""] = Object.values(scopedJobs(""));
    const marked = text.replace('("jobs", {', '("jobs", { // !SCHEMA_DUPLICATE_TABLE');
    expectMarked({ [path]: marked, "features/zoo/jobs.ts": marked });
    const internal = (name: string, mark: string) => ({
      "features/zoo/x.ts": `import { sqliteTable, text } from "drizzle-orm/sqlite-core";\nexport const zebras = sqliteTable("${name}", { id: text("id").primaryKey() }); // ${mark}\n`,
    });
    expectMarked({ [path]: marked, ...internal("jobs", "!SCHEMA_DUPLICATE_TABLE") });
    expectMarked({ ...scopedJobs(""), ...internal("zebras", "") });
  });

  it("wants the target of a foreign key to be exported", () => {
    const target = (exported: string, mark: string) => ({
      [path]: (
        scopedJobs("", `\n  ownedBy: text("owned_by").references(() => people.id),${mark}`)[path] ?? ""
      ).replace(
        "export const jobs",
        `${exported}const people = sqliteTable("people", { id: text("id").primaryKey() });\n\nexport const jobs`,
      ),
    });
    expectMarked(target("export ", ""));
    expectMarked(target("", " // !SCHEMA_REFERENCE_UNKNOWN"));
  });

  it("warns of a column that a list parameter hides", () => {
    const total = (mark: string) => `\n  total: integer("total"),${mark}`;
    const list = '  crud: { list: { access: { roles: ["admin"] } } },';
    expectMarked(scopedJobs(list, total(" // !SCHEMA_COLUMN_SHADOWED")));
    expectMarked(scopedJobs("", total("")));
  });

  it("refuses another database's tables", () => {
    const files = replaced(
      'import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core"',
      'import { integer, pgTable as sqliteTable, text } from "drizzle-orm/pg-core"',
    );
    expect(diagnosticsOf(files).map(({ code, position }) => `${code} ${position?.line}`)).toEqual([
      "SCHEMA_WRONG_DIALECT 4",
    ]);
  });

  it("refuses names that could not become code or a path", () => {
    expectMarked(scopedJobs("", '\n  "a-b": text("a_b"), // !NAME_INVALID'));
    expectMarked(scopedJobs("", '\n  city: text("ci ty"), // !NAME_INVALID'));
    expectMarked(
      scopedJobs('  views: { "a/b": { fields: ["id"], access: { roles: ["admin"] } } }, // !NAME_INVALID'),
    );
    const [text = ""] = Object.values(scopedJobs(""));
    expectMarked({
      "features/my feature/jobs.ts": text.replace("import { define", "/* !NAME_INVALID */ import { define"),
    });
  });
});
