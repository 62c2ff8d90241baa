import { expect, it } from "vitest";
import { diagnosticsOf, expectMarked, jobs, scopedJobs } from "../2-model/testing/marked";

const column = (text: string) => `\n  ${text}`;
const path = "features/work/jobs.ts";

it("warns of a value that is unique across tenants", () => {
  const files = scopedJobs("", column('slug: text("slug").unique(), // !SCHEMA_UNIQUE_TELLS'));
  const [found] = expectMarked(files);
  expect(found?.severity).toBe("warning");
  expect(found?.fix).toContain('uniqueIndex("…").on(table.organizationId, table.slug)');
});

it("and of an index or a constraint without the scope, where the table is made", () => {
  const files = (list: string, code = "") => {
    const text = scopedJobs("", "\n}, (table) => [\n  LIST\n]);\nconst rest = ({")[path] ?? "";
    return {
      [path]: text
        .replace("const rest = ({\n});\n", "")
        .replace("LIST", list)
        .replace("sqliteTable(", `sqliteTable(${code && ` // !${code}\n`}`)
        .replace("integer, sqliteTable, text", "integer, sqliteTable, text, unique, uniqueIndex")
        .replace(/^(import .*sqlite-core";)/m, '$1\nimport { sql } from "drizzle-orm";'),
    };
  };
  const tells = "SCHEMA_UNIQUE_TELLS";
  expectMarked(files('uniqueIndex("a").on(table.title),', tells));
  expectMarked(files('unique("a").on(table.title, table.salary),', tells));
  expectMarked(files('uniqueIndex("a").on(sql`lower(title)`),', tells));
  expectMarked(files('uniqueIndex("a").on(table.title, table.organizationId),'));
  expectMarked(files('unique("a").on(table.organizationId, table.title),'));
});

it("says nothing where the scope is in it, or tells nothing of other tenants", () => {
  const unique = ".unique(),";
  expectMarked(scopedJobs("", column(`parentId: text("parent_id").references(() => jobs.id)${unique}`)));
  expectMarked(jobs("  firewall: { owner: {} },", column(`slug: text("slug")${unique}`)));
  expectMarked(jobs("  firewall: { exception: true },", column(`slug: text("slug")${unique}`)));
});

it("takes a column that is unique everywhere on purpose, by a name that exists", () => {
  const accepted = (list: string) =>
    jobs(
      `  firewall: { organization: {}, uniqueAcrossTenants: ${list}`,
      column('domain: text("domain").unique(),'),
    );
  expectMarked(accepted('["domain"] },'));
  const codes = diagnosticsOf(accepted('["domian"] },')).map(({ code }) => code);
  expect(codes.sort()).toEqual(["COLUMN_UNKNOWN", "SCHEMA_UNIQUE_TELLS"]);
});
