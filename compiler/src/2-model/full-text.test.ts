import { expect, it } from "vitest";
import { withFreeSearchNames } from "./full-text";
import { column, table } from "./testing/builders";

const searched = (name: string, dbName = name) =>
  table("desk", name, [column("title")], {
    dbName,
    fullText: { table: `${dbName}_search`, columns: { title: "title" } },
  });
const names = (...tables: Parameters<typeof withFreeSearchNames>[0]) =>
  withFreeSearchNames(tables).map(({ fullText }) => fullText?.table);

it("an index takes no name of a table, of an index or of FTS5's own tables", () => {
  expect(names(searched("notes"))).toEqual(["notes_search"]);
  expect(names(searched("notes"), table("desk", "notes_search_data", []))).toEqual([
    "notes_search_2",
    undefined,
  ]);
  expect(names(searched("notes"), table("desk", "words", [], { dbName: "Notes_Search" }))[0]).toBe(
    "notes_search_2",
  );
  const index = { name: "notes_search_idx", columns: ["title"], unique: false };
  expect(names({ ...searched("notes"), indexes: [index] })).toEqual(["notes_search_2"]);
  expect(names(searched("a", "a"), searched("b", "A"))).toEqual(["a_search", "A_search_2"]);
});
