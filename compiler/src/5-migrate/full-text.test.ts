import { expect, it } from "vitest";
import { canonical, emptyState, snapshotOf, snapshotSchema, stateOf } from "./snapshot";
import { snapshotTables } from "./snapshot-of-tables";
import { migrationStatements } from "./statements";
import { migratedDatabase } from "./testing/migrated-database";
import { column, id, noHints, reference, table } from "./testing/tables";

const indexed = (columns: string[], name = "notes_search") => ({
  fullText: { table: name, columns: Object.fromEntries(columns.map((each) => [each, each])) },
});
const titled = [column("title"), column("body")];
const notes = table("notes", titled, indexed(["title", "body"]));
const written = ["INSERT INTO notes (id, title, body) VALUES ('a', 'one', 'two'), ('b', 'two', NULL)"];
const match = (word: string, name = "notes_search", of = "notes") =>
  `SELECT id FROM ${of} WHERE rowid IN (SELECT rowid FROM ${name} WHERE ${name} MATCH '${word}') ORDER BY id`;
const found = [{ id: "a" }, { id: "b" }];

it("a table that is there from the start has its index, with triggers, and no rows to read", async () => {
  const { rows } = await migratedDatabase([notes], written, [notes]);
  expect(await rows(match("two"))).toEqual(found);
  const first = await migrationStatements(emptyState, snapshotTables([notes]), []);
  expect(first.join("\n")).not.toMatch(/DROP|rebuild/);
  expect(first.at(-1)).toMatch(/^CREATE TRIGGER `notes_search_delete` AFTER DELETE ON `notes` BEGIN\n/);
});

it("nothing is done to the index when other columns, tables or nothing changes", async () => {
  const more = table("notes", [...titled, column("extra")], indexed(["title", "body"]));
  const { statements, rows } = await migratedDatabase([notes], written, [more, table("others", [])]);
  expect(statements.join()).not.toContain("notes_search");
  expect(await rows(match("two"))).toEqual(found);
  const dropped = await migratedDatabase([more], written, [notes]);
  expect(dropped.statements.join()).not.toContain("notes_search");
  expect(await dropped.rows(match("two"))).toEqual(found);
});

it("a renamed table, and a renamed column, take their index along", async () => {
  const renamed = table("memos", titled, indexed(["title", "body"], "memos_search"));
  const tables = { ...noHints, tables: { memos: "notes" } };
  const moved = await migratedDatabase([notes], written, [renamed], tables);
  expect(await moved.rows(match("two", "memos_search", "memos"))).toEqual(found);
  await moved.client.execute("UPDATE memos SET title = 'three' WHERE id = 'b'");
  expect(await moved.rows(match("three", "memos_search", "memos"))).toEqual([{ id: "b" }]);
  expect(await moved.rows("SELECT name FROM sqlite_master WHERE name LIKE 'notes%'")).toEqual([]);

  const headed = table("notes", [column("heading"), column("body")], indexed(["heading", "body"]));
  const columns = { ...noHints, columns: { notes: { heading: "title" } } };
  const { rows } = await migratedDatabase([notes], written, [headed], columns);
  expect(await rows(match("heading : two"))).toEqual([{ id: "b" }]);
});

it("an index goes with its table, its last column or the wish for it", async () => {
  const left = "SELECT name FROM sqlite_master WHERE name LIKE 'notes_search%'";
  for (const after of [[], [table("notes", titled)]]) {
    const { rows } = await migratedDatabase([notes], written, after);
    expect(await rows(left)).toEqual([]);
  }
  const narrower = table("notes", [column("title")], indexed(["title"]));
  const { rows, client } = await migratedDatabase([notes], written, [narrower]);
  await client.execute("UPDATE notes SET title = 'two' WHERE id = 'a'");
  expect(await rows(match("two"))).toEqual(found);
});

it("the index of a rebuilt table is made anew; that of its children follows them", async () => {
  const child = (more = {}) =>
    table("notes", [...titled, reference("box", "boxes", "cascade", more)], indexed(["title", "body"]));
  const boxes = (more = {}) => table("boxes", [column("name", more)], indexed(["name"], "boxes_search"));
  const rows = [
    "INSERT INTO boxes (id, name) VALUES ('x', 'two')",
    ...written,
    "UPDATE notes SET box = 'x'",
    "DELETE FROM notes WHERE id = 'a'",
  ];
  const strict = { notNull: true, sqlDefault: "''" };
  const after = await migratedDatabase([boxes(), child()], rows, [boxes(strict), child()]);
  expect(after.statements.join()).not.toContain("DROP TRIGGER IF EXISTS `notes_search");
  expect(await after.rows(match("two"))).toEqual([{ id: "b" }]);
  expect(await after.rows(match("two", "boxes_search", "boxes"))).toEqual([{ id: "x" }]);
  for (const name of ["notes_search", "boxes_search"])
    await after.client.execute(`INSERT INTO ${name}(${name}, rank) VALUES ('integrity-check', 1)`);
  await after.client.execute("DELETE FROM boxes");
  expect(await after.rows(match("two"))).toEqual([]);
});

it("an integer key that changes moves the row's words", async () => {
  const key = { ...id, sqlType: "integer", dataType: "number" } as const;
  const serial = { ...notes, columns: [key, ...titled] };
  const { client, rows } = await migratedDatabase(
    [serial],
    ["INSERT INTO notes (id, title) VALUES (1, 'one')"],
    [serial],
  );
  await client.execute("UPDATE notes SET id = 7");
  expect(await rows(match("one"))).toEqual([{ id: 7 }]);
});

it("VACUUM leaves rows with a text key where their words are", async () => {
  const { client, rows } = await migratedDatabase([notes], written, [notes]);
  await client.execute("DELETE FROM notes WHERE id = 'a'");
  await client.execute("VACUUM");
  expect(await rows(match("two"))).toEqual([{ id: "b" }]);
});

it("a snapshot keeps the index, and one of drizzle-kit's own that does not know it is caught up", async () => {
  const state = snapshotTables([notes]);
  const kept = snapshotSchema.parse(JSON.parse(JSON.stringify(snapshotOf(state))));
  expect(canonical(stateOf(kept))).toBe(canonical(state));
  expect(snapshotOf(snapshotTables([table("notes", titled)])).internal).toEqual({ indexes: {} });
  const { client, rows } = await migratedDatabase([notes], written, [notes]);
  await client.batch(await migrationStatements({ ...state, search: {} }, state, []), "write");
  expect(await rows(match("two"))).toEqual(found);
});
