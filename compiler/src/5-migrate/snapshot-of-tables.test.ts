import { generateSQLiteDrizzleJson } from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import * as d from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { auditEvents } from "../../runtime/src/lib/audit-events";
import { auditTable } from "./audit-table";
import type { MigratedTable } from "./database-tables";
import { snapshotOf } from "./snapshot";
import { snapshotTables } from "./snapshot-of-tables";
import { column, id, table } from "./testing/tables";

const users = d.sqliteTable("users", {
  id: d.text("id").primaryKey(),
  email: d.text("email").notNull().unique(),
});
const things = d.sqliteTable(
  "things",
  {
    id: d.integer("id").primaryKey({ autoIncrement: true }),
    ownerId: d
      .text("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: d.text("kind", { enum: ["a", "b"] }).default("a"),
    size: d.integer("size").notNull().default(3),
    open: d.integer("open", { mode: "boolean" }).default(false),
    seenAt: d.integer("seen_at", { mode: "timestamp" }).default(sql`(unixepoch())`),
    ratio: d.real("ratio"),
    price: d.numeric("price"),
    data: d.blob("data"),
    label: d.text("label").default("it's"),
    upper: d.text("upper").generatedAlwaysAs(sql`upper(label)`, { mode: "stored" }),
  },
  (own) => [
    d.index("by_kind").on(own.kind, own.size),
    d.uniqueIndex("open_size").on(own.size).where(sql`${own.open} = 1`),
    d.index("by_lower").on(sql`lower(${own.label})`),
    d.unique("kind_ratio").on(own.kind, own.ratio),
    d.check("positive", sql`${own.size} > 0`),
  ],
);
const pairs = d.sqliteTable("pairs", { a: d.text("a").notNull(), b: d.text("b").notNull() }, (own) => [
  d.primaryKey({ columns: [own.a, own.b] }),
]);

const required = { notNull: true };
const plain: MigratedTable[] = [
  table("users", [column("email", { notNull: true, unique: true })]),
  {
    name: "things",
    dbName: "things",
    columns: [
      { ...id, sqlType: "integer", dataType: "number", autoIncrement: true },
      column("owner_id", {
        notNull: true,
        references: {
          table: "users",
          column: "id",
          onDelete: "cascade",
          onUpdate: "no action",
          name: "things_owner_id_users_id_fk",
        },
      }),
      column("kind", { enumValues: ["a", "b"], sqlDefault: "'a'" }),
      column("size", { sqlType: "integer", notNull: true, sqlDefault: 3 }),
      column("open", { sqlType: "integer", dataType: "boolean", sqlDefault: false }),
      column("seen_at", { sqlType: "integer", dataType: "date", sqlDefault: "(unixepoch())" }),
      column("ratio", { sqlType: "real" }),
      column("price", { sqlType: "numeric" }),
      column("data", { sqlType: "blob" }),
      column("label", { sqlDefault: "'it''s'" }),
      column("upper", { generated: { as: "(upper(label))", type: "stored" } }),
    ],
    indexes: [
      { name: "by_kind", columns: ["kind", "size"], unique: false },
      { name: "open_size", columns: ["size"], unique: true, where: '"things"."open" = 1' },
      { name: "by_lower", columns: ['lower("label")'], unique: false },
    ],
    uniqueConstraints: [{ name: "kind_ratio", columns: ["kind", "ratio"] }],
    checks: [{ name: "positive", sql: '"things"."size" > 0' }],
  },
  {
    name: "pairs",
    dbName: "pairs",
    columns: [column("a", required), column("b", required)],
    indexes: [],
    compositePrimaryKey: { name: "pairs_a_b_pk", columns: ["a", "b"] },
  },
];

test("a snapshot from plain columns equals the one drizzle-kit makes from Drizzle tables", async () => {
  const theirs = await generateSQLiteDrizzleJson({ users, things, pairs });
  const ours = snapshotOf(snapshotTables(plain));
  expect({ ...ours, id: "" }).toEqual({ ...theirs, id: "" });
});

test("the id follows from content and history", () => {
  const state = snapshotTables(plain);
  const first = snapshotOf(state);
  expect(snapshotOf(state).id).toBe(first.id);
  expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(snapshotOf(state, first.id).id).not.toBe(first.id);
});

test("the audit table is the one that the runtime writes to", async () => {
  const theirs = await generateSQLiteDrizzleJson({ auditEvents });
  expect(snapshotTables([auditTable]).tables).toEqual(theirs.tables);
});
