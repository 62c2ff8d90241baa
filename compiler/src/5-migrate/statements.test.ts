import { expect, test } from "vitest";
import { migratedDatabase } from "./testing/migrated-database";
import { column, noHints, reference, table } from "./testing/tables";

const parent = table("parents", [column("name"), column("kind")]);
const child = (onDelete: string) =>
  table("children", [reference("parent_id", "parents", onDelete), column("note")]);
const grandchild = table("grandchildren", [reference("child_id", "children", "cascade", { notNull: true })]);
const family = [
  "INSERT INTO parents VALUES ('p1','Ada','x'), ('p2','Bob',NULL)",
  "INSERT INTO children VALUES ('c1','p1','hi'), ('c2','p2','ho'), ('c3',NULL,'orphan')",
  "INSERT INTO grandchildren VALUES ('g1','c1'), ('g2','c3')",
];
const stricter = table("parents", [
  column("name", { notNull: true }),
  column("kind", { notNull: true, sqlDefault: "'none'" }),
]);

test.each(["cascade", "set null", "no action", "restrict"])(
  "a rebuilt parent keeps its rows and its children's (ON DELETE %s)",
  async (onDelete) => {
    const before = [parent, child(onDelete), grandchild];
    const { rows, statements } = await migratedDatabase(before, family, [
      stricter,
      child(onDelete),
      grandchild,
    ]);
    expect(await rows("SELECT * FROM parents ORDER BY id")).toEqual([
      { id: "p1", name: "Ada", kind: "x" },
      { id: "p2", name: "Bob", kind: "none" },
    ]);
    expect(await rows("SELECT * FROM children ORDER BY id")).toEqual([
      { id: "c1", parent_id: "p1", note: "hi" },
      { id: "c2", parent_id: "p2", note: "ho" },
      { id: "c3", parent_id: null, note: "orphan" },
    ]);
    expect(await rows("SELECT id FROM grandchildren ORDER BY id")).toEqual([{ id: "g1" }, { id: "g2" }]);
    expect(await rows("PRAGMA foreign_key_check")).toEqual([]);
    expect(await rows("SELECT name FROM sqlite_master WHERE name LIKE '\\_\\_%' ESCAPE '\\'")).toEqual([]);
    expect(statements.join()).not.toContain("foreign_keys=OFF");
  },
);

test("the rebuilt parent is enforced and indexed as declared", async () => {
  const indexed = { ...stricter, indexes: [{ name: "by_name", columns: ["name"], unique: true }] };
  const { client, rows } = await migratedDatabase(
    [parent, child("cascade")],
    [],
    [indexed, child("cascade")],
  );
  await expect(client.execute("INSERT INTO parents VALUES ('p',NULL,'x')")).rejects.toThrow(/NOT NULL/);
  await expect(client.execute("INSERT INTO children VALUES ('c','nobody','')")).rejects.toThrow(
    /FOREIGN KEY/,
  );
  expect(
    await rows(
      "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name='parents' AND sql IS NOT NULL",
    ),
  ).toEqual([{ name: "by_name" }]);
});

test("a table that refers to itself is rebuilt with its rows", async () => {
  const tree = (more: object) =>
    table("nodes", [reference("parent_id", "nodes", "cascade"), column("label", more)], {
      checks: [{ name: "c", sql: '"nodes"."label" <> \'\'' }],
    });
  const filled = ["INSERT INTO nodes VALUES ('a',NULL,'root'), ('b','a','leaf')"];
  const { rows, client } = await migratedDatabase([tree({})], filled, [tree({ notNull: true })]);
  expect(await rows("SELECT id, parent_id FROM nodes ORDER BY id")).toEqual([
    { id: "a", parent_id: null },
    { id: "b", parent_id: "a" },
  ]);
  await expect(client.execute("INSERT INTO nodes VALUES ('c','nope','x')")).rejects.toThrow(/FOREIGN KEY/);
  await expect(client.execute("INSERT INTO nodes VALUES ('d',NULL,'')")).rejects.toThrow(/CHECK/);
});

test("columns are added in place, and with a computed default by a rebuild, keeping the rows", async () => {
  const wider = table("parents", [
    column("name"),
    column("kind"),
    column("status", { notNull: true, sqlDefault: "'new'" }),
    column("seen", { notNull: true, sqlDefault: "(upper('now'))" }),
  ]);
  const { rows } = await migratedDatabase([parent, child("cascade")], family.slice(0, 2), [
    wider,
    child("cascade"),
  ]);
  expect(await rows("SELECT id, status, seen FROM parents WHERE id='p1'")).toEqual([
    { id: "p1", status: "new", seen: "NOW" },
  ]);
  expect(await rows("SELECT count(*) AS n FROM children")).toEqual([{ n: 3 }]);
});

test("a dropped column goes with its index or foreign key, the other data stays", async () => {
  const before = [
    parent,
    { ...child("cascade"), indexes: [{ name: "by_note", columns: ["note"], unique: false }] },
  ];
  const { rows } = await migratedDatabase(before, family.slice(0, 2), [parent, table("children", [])]);
  expect(await rows("SELECT * FROM children ORDER BY id")).toEqual([
    { id: "c1" },
    { id: "c2" },
    { id: "c3" },
  ]);
});

test("an addition and a removal in one table do not make drizzle-kit ask", async () => {
  const other = table("parents", [column("name"), column("weight", { sqlType: "integer" })]);
  const { rows } = await migratedDatabase([parent], family.slice(0, 1), [other]);
  expect(await rows("SELECT * FROM parents WHERE id='p1'")).toEqual([
    { id: "p1", name: "Ada", weight: null },
  ]);
});

test("a dropped parent takes no surviving child row with it", async () => {
  const { rows } = await migratedDatabase([parent, child("cascade")], family.slice(0, 2), [
    table("children", [column("parent_id"), column("note")]),
  ]);
  expect(await rows("SELECT id, parent_id FROM children ORDER BY id")).toEqual([
    { id: "c1", parent_id: "p1" },
    { id: "c2", parent_id: "p2" },
    { id: "c3", parent_id: null },
  ]);
});

test("dropped and created tables in one migration", async () => {
  const { rows } = await migratedDatabase([parent, child("restrict")], family.slice(0, 2), [
    table("others", [column("x")]),
  ]);
  expect(await rows("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'")).toEqual(
    [{ name: "others" }],
  );
});

test("hints rename tables and columns with data, references, indexes and checks", async () => {
  const before = [
    {
      ...parent,
      indexes: [{ name: "by_name", columns: ["name"], unique: false, where: '"parents"."name" <> \'\'' }],
      checks: [{ name: "c", sql: '"parents"."name" <> \'-\'' }],
    },
    child("cascade"),
  ];
  const after = [
    table("people", [column("full_name"), column("kind")], {
      indexes: [
        { name: "by_name", columns: ["full_name"], unique: false, where: '"people"."full_name" <> \'\'' },
      ],
      checks: [{ name: "c", sql: '"people"."full_name" <> \'-\'' }],
    }),
    table("children", [reference("person_id", "people", "cascade"), column("note")]),
  ];
  const hints = {
    ...noHints,
    tables: { people: "parents" },
    columns: { people: { full_name: "name" }, children: { person_id: "parent_id" } },
  };
  const { rows, statements } = await migratedDatabase(before, family.slice(0, 2), after, hints);
  expect(statements).toEqual([
    "ALTER TABLE `parents` RENAME TO `people`;",
    "ALTER TABLE `people` RENAME COLUMN `name` TO `full_name`;",
    "ALTER TABLE `children` RENAME COLUMN `parent_id` TO `person_id`;",
  ]);
  expect(
    await rows(
      "SELECT p.full_name, c.note FROM people p JOIN children c ON c.person_id = p.id ORDER BY c.id",
    ),
  ).toEqual([
    { full_name: "Ada", note: "hi" },
    { full_name: "Bob", note: "ho" },
  ]);
});
