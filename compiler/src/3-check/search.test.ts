import { describe, expect, it } from "vitest";
import { applyEdits, diagnosticsOf, expectMarked, scopedJobs } from "../2-model/testing/marked";

const search = (rule: string, columns = "") => scopedJobs(`  search: ${rule}`, columns);

describe("search", () => {
  it("takes texts that clients write", () => {
    expectMarked(search('{ fields: ["title"] },'));
    expectMarked(search('{ fields: ["status", "ownerId"], fullText: true },'));
    expectMarked(search("{ fields: [] },"));
    for (const name of ["salary", "createdAt", "id", "organizationId"]) {
      const files = search(`{ fields: ["title", "${name}"] }, // !SEARCH_NOT_TEXT`);
      expect(diagnosticsOf(applyEdits(files, expectMarked(files)))).toEqual([]);
    }
    const misspelt = search('{ fields: ["titel"] }, // !COLUMN_UNKNOWN');
    expect(diagnosticsOf(applyEdits(misspelt, expectMarked(misspelt)))).toEqual([]);
  });

  it("has something to index", () => {
    expectMarked(search("{ fullText: true },"));
    expectMarked(search("{ fields: [], fullText: true }, // !SEARCH_NOTHING"));
  });

  it("leaves FTS5 its own names", () => {
    const column = (name: string, marker = "") => `\n  extra: text("${name}"),${marker}`;
    const marker = " // !SEARCH_RESERVED_COLUMN";
    expectMarked(search("{ fullText: true },", column("rank", marker)));
    expectMarked(search("{ fullText: true },", column("ROWID", marker)));
    expectMarked(search('{ fields: ["title"], fullText: true },', column("rowid", marker)));
    expectMarked(search('{ fields: ["title"], fullText: true },', column("rank")));
    expectMarked(search("{},", column("rank")));
  });
});
