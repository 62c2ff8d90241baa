import { describe, expect, it } from "vitest";
import { buildModel } from "../2-model/build-model";
import type { TableModel } from "../2-model/project-model";
import { configText, loadTexts } from "../2-model/testing/load-texts";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const off = configText("  compiler: { features: { auditFields: false } },");
const on = configText("  compiler: { features: { auditFields: true } },");
const access = 'access: { roles: ["owner"] }';

const project = (config: string, columns = "") => ({
  ...scopedJobs(config, columns),
  "quickback.config.ts": off,
});

function jobsOf(files: Record<string, string>): TableModel {
  const table = buildModel(loadTexts(files)).model?.features[0]?.tables[0];
  if (!table) throw new Error("no model");
  return table;
}

describe("without audit fields", () => {
  it("a table has the columns that its author wrote", () => {
    const table = jobsOf(project(`  crud: { list: { ${access} } },`));
    const own = ["id", "organizationId", "ownerId", "title", "status", "salary"];
    expect(table.columns.map(({ name }) => name)).toEqual(own);
    expect(table.guards.systemManaged).toEqual(["id", "organizationId"]);
    expect([table.audit, table.defaultSort, table.firewall.softDelete]).toEqual([false, [], undefined]);
    expect(table.indexes.map(({ columns }) => columns)).toContainEqual(["organizationId", "id"]);
    const usual = jobsOf({ ...scopedJobs(`  crud: { list: { ${access} } },`), "quickback.config.ts": on });
    expect(usual.columns.map(({ name }) => name)).toEqual([
      ...own,
      ...["createdAt", "createdBy", "modifiedAt", "modifiedBy", "deletedAt", "deletedBy"],
    ]);
  });

  it("those of the usual names are columns like any other", () => {
    const columns = '\n  createdAt: text("created_at").notNull(),\n  modifiedBy: text("modified_by"),';
    const files = project(
      `  guards: { createable: ["createdAt", "modifiedBy"], updatable: ["modifiedBy"] },
  crud: { list: { ${access} }, create: { ${access} }, update: { ${access} } },`,
      columns,
    );
    expect(diagnosticsOf(files)).toEqual([]);
    expect(jobsOf(files).defaultSort).toEqual([{ field: "createdAt", order: "desc" }]);
    const codes = diagnosticsOf({ ...files, "quickback.config.ts": on }).map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual(["GUARD_SYSTEM_COLUMN", "SCHEMA_AUDIT_COLUMN"]);
  });

  it("a soft delete needs a column, which the edit adds", () => {
    const files = project(`  crud: {
    delete: { ${access} }, // !SCHEMA_SOFT_DELETE_MISSING
  },`);
    const found = expectMarked(files);
    const mended = applyEdits(files, found);
    expect(diagnosticsOf(mended)).toEqual([]);
    expect(jobsOf(mended).firewall.softDelete).toBe("deletedAt");
    expectMarked(project(`  crud: { delete: { ${access}, mode: "hard" } },`));
  });

  it("the column may have any name, and is text that may be null", () => {
    const named = (column: string, mark = "") => {
      const table = project(`  crud: { delete: { ${access} } },`, `\n  goneAt: ${column}, ${mark}`);
      return Object.fromEntries(
        Object.entries(table).map(([path, text]) => [
          path,
          text.replace("organization: {}", 'organization: {}, softDelete: { column: "goneAt" }'),
        ]),
      );
    };
    const files = named('text("gone_at")');
    expectMarked(files);
    expect(jobsOf(files).firewall.softDelete).toBe("goneAt");
    expect(jobsOf(files).guards.systemManaged).toContain("goneAt");
    expectMarked(named('text("gone_at").notNull().default("")', "// !SCHEMA_SOFT_DELETE_TYPE"));
    expectMarked(named('integer("gone_at")', "// !SCHEMA_SOFT_DELETE_TYPE"));
    const codes = diagnosticsOf({ ...files, "quickback.config.ts": on }).map(({ code }) => code);
    expect(codes).toEqual(["FIREWALL_SOFT_DELETE_COLUMN"]);
  });

  it("an owner clause of a mask has no createdBy to go by", () => {
    const masked = (columns = "") =>
      project(
        `  masking: { title: { type: "name", show: {
    or: "owner", ${columns === "" ? "// !MASKING_OWNER_MISSING" : ""}
  } } },
  crud: { list: { ${access} } },`,
        columns,
      );
    const files = masked();
    const [warning] = expectMarked(files);
    expect(warning?.severity).toBe("warning");
    expect(jobsOf(files).masking.title).toEqual({ type: "name", roles: [], automatic: false });
    const own = masked('\n  createdBy: text("created_by"),');
    expectMarked(own);
    expect(jobsOf(own).masking.title?.ownerColumn).toBe("createdBy");
  });

  it("a column that is not there is told where it is named", () => {
    const condition = `{ record: { createdBy: { equals: "$ctx.userId" } } }`;
    expectMarked(
      project(`  defaultSort: { field: "createdAt" }, // !COLUMN_UNKNOWN
  crud: { list: {
    access: ${condition}, // !COLUMN_UNKNOWN
  } },`),
    );
  });
});
