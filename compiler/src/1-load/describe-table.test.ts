import { generateSQLiteDrizzleJson } from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import { int as mysqlInteger, mysqlTable } from "drizzle-orm/mysql-core";
import { pgTable, uuid } from "drizzle-orm/pg-core";
import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { type DescribedTable, describeTable } from "./describe-table";

const parents = sqliteTable("parents", { id: text("id").primaryKey(), code: text("code").notNull() });

const everything = sqliteTable(
  "everything",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    parentId: text("parent_id").references(() => parents.id, { onDelete: "cascade", onUpdate: "restrict" }),
    parentCode: text("parent_code"),
    quoted: text("quoted").default("it's"),
    state: text("state", { enum: ["open", "done"] }).default("open"),
    short: text("short", { length: 40 }).notNull().unique("short_once"),
    flag: integer("flag", { mode: "boolean" }).notNull().default(false),
    json: text("json", { mode: "json" }).default({ a: [1] }),
    at: integer("at", { mode: "timestamp" }).default(sql`(unixepoch())`),
    ratio: real("ratio").default(0.5),
    price: numeric("price"),
    bytes: blob("bytes", { mode: "buffer" }),
    made: text("made").$defaultFn(() => "here"),
    twice: real("twice").generatedAlwaysAs(sql`ratio * 2`, { mode: "stored" }),
    named: text(),
  },
  (t) => [
    index("by_state").on(t.state, t.at),
    uniqueIndex("by_lower").on(sql`lower(${t.quoted})`).where(sql`${t.flag} = 1`),
    unique().on(t.state, t.short),
    unique("named_once").on(t.named),
    foreignKey({ columns: [t.parentCode], foreignColumns: [parents.code], name: "to_code" }),
    check("ratio_positive", sql`${t.ratio} > 0`),
  ],
);

const pairs = sqliteTable("pairs", { a: text("a").notNull(), b: text("b").notNull() }, (t) => [
  primaryKey({ columns: [t.a, t.b] }),
]);

/** The table as drizzle-kit's snapshot would have it, made from the description alone. */
function snapshotOf(table: DescribedTable) {
  const columns = table.columns.map((column) => [
    column.dbName,
    {
      name: column.dbName,
      type: column.sqlType,
      primaryKey: column.primaryKey,
      notNull: column.notNull,
      autoincrement: column.autoIncrement,
      ...(column.generated && { generated: column.generated }),
      ...(column.sqlDefault !== undefined && { default: column.sqlDefault }),
    },
  ]);
  const uniqueColumns = table.columns.flatMap(({ unique, uniqueName = "", dbName }) =>
    unique ? [{ name: uniqueName, columns: [dbName], isUnique: true }] : [],
  );
  const indexes = table.indexes.map(({ unique, ...rest }) => ({ ...rest, isUnique: unique }));
  const constraints = table.uniqueConstraints.map((constraint) => ({ ...constraint, isUnique: true }));
  const byName = <T extends { name: string }>(list: T[]) =>
    Object.fromEntries(list.map((item) => [item.name, item]));
  return {
    name: table.dbName,
    columns: Object.fromEntries(columns),
    indexes: byName([...uniqueColumns, ...indexes, ...constraints]),
    foreignKeys: byName(
      table.foreignKeys.map(({ name, columns, foreignTable, foreignColumns, onDelete, onUpdate }) => ({
        name,
        tableFrom: table.dbName,
        tableTo: foreignTable,
        columnsFrom: columns,
        columnsTo: foreignColumns,
        onDelete,
        onUpdate,
      })),
    ),
    compositePrimaryKeys: byName(table.primaryKeys),
    checkConstraints: byName(table.checks.map(({ name, sql: value }) => ({ name, value }))),
    uniqueConstraints: {},
  };
}

describe("describeTable", () => {
  it.each([
    ["everything", everything],
    ["parents", parents],
    ["pairs", pairs],
  ])("describes %s as drizzle-kit does", async (name, table) => {
    const described = describeTable(name, table);
    const snapshot = await generateSQLiteDrizzleJson({ everything, parents, pairs });
    const expected: unknown = JSON.parse(JSON.stringify(snapshot.tables[name]));
    const [actual] = [described].flatMap((found) => (found ? [snapshotOf(found)] : []));
    if (name === "everything")
      // drizzle-kit itself leaves an unnamed constraint without its name inside.
      expect(expected).toHaveProperty("indexes.everything_state_short_unique.columns", ["state", "short"]);
    expect(actual).toEqual(withNames(expected));
  });

  it("says what JavaScript sees", () => {
    const columns = describeTable("everything", everything)?.columns ?? [];
    const of = (name: string) => columns.find((column) => column.name === name);
    expect(of("flag")).toMatchObject({ dataType: "boolean", hasDefault: true, sqlDefault: false });
    expect(of("state")).toMatchObject({ enumValues: ["open", "done"], dataType: "string" });
    expect(of("short")).toMatchObject({ maxLength: 40, unique: true, uniqueName: "short_once" });
    expect(of("made")).toMatchObject({ hasDefault: true });
    expect(of("made")).not.toHaveProperty("sqlDefault");
    expect(of("at")).toMatchObject({ dataType: "date" });
    expect(of("bytes")).toMatchObject({ dataType: "buffer" });
    expect(of("named")).toMatchObject({ dbName: "named", keyAsName: true });
    expect(of("price")).toMatchObject({ dbName: "price", keyAsName: false });
  });

  it("tells other dialects and other values", () => {
    expect(describeTable("a", pgTable("a", { id: uuid("id").primaryKey() }))).toMatchObject({
      dialect: "pg",
      columns: [{ name: "id", sqlType: "uuid", primaryKey: true }],
    });
    expect(describeTable("b", mysqlTable("b", { id: mysqlInteger("id") }))).toMatchObject({
      dialect: "mysql",
    });
    expect(describeTable("c", { id: 1 })).toBeUndefined();
    expect(describeTable("d", undefined)).toBeUndefined();
  });

  it("refuses a default that holds bound values", () => {
    const table = sqliteTable("t", { a: text("a").default(sql`${"bound"}`) });
    expect(() => describeTable("t", table)).toThrow("A default in SQL cannot");
  });
});

/** Gives drizzle-kit's indexes the names they are filed under. */
function withNames(table: unknown): unknown {
  if (typeof table !== "object" || table === null || !("indexes" in table)) return table;
  const indexes = Object.entries(table.indexes ?? {}).map(([name, index]: [string, object]) => [
    name,
    { ...index, name },
  ]);
  return { ...table, indexes: Object.fromEntries(indexes) };
}
