import { eq } from "drizzle-orm";
import { type AnySQLiteColumn, type SQLiteTable, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import { jobsPolicy } from "../../testing/hiring-tables";
import { caller, testDatabase } from "../../testing/table-harness";
import { cascadeStatements } from "./cascade";
import { createTableRegistry } from "./table-registry";

const depth = 8;
const audit =
  "created_at text, created_by text, modified_at text, modified_by text, deleted_at text, deleted_by text";

/** Tables each of which points at itself and at the one before. */
function chain(): SQLiteTable[] {
  const tables: (SQLiteTable & { id: AnySQLiteColumn })[] = [];
  for (let level = 0; level < depth; level++) {
    const before = tables.at(-1);
    const table = sqliteTable(`t${level}`, {
      id: text("id").primaryKey(),
      organizationId: text("organization_id").notNull(),
      aboveId: text("above_id").references((): AnySQLiteColumn => table.id),
      parentId: before ? text("parent_id").references(() => before.id) : text("parent_id"),
      modifiedAt: text("modified_at"),
      modifiedBy: text("modified_by"),
      deletedAt: text("deleted_at"),
      deletedBy: text("deleted_by"),
    });
    tables.push(table);
  }
  return tables;
}

it("reaches through many levels of tables that point at themselves, in statements that D1 takes", async () => {
  const tables = chain();
  const database = await testDatabase(
    tables
      .map((_table, level) => {
        const name = `t${level}`;
        const parent = level === 0 ? "" : ` references t${level - 1}(id)`;
        return `create table ${name} (id text primary key, organization_id text not null, above_id text references ${name}(id), parent_id text${parent}, ${audit})`;
      })
      .join(";"),
  );
  for (const [level] of tables.entries()) {
    const parent = level === 0 ? "null" : `'b${level - 1}'`;
    await database.sql(
      `insert into t${level} (id, organization_id, above_id, parent_id) values ('a${level}', 'o1', null, ${parent}), ('b${level}', 'o1', 'a${level}', null), ('other${level}', 'o1', null, null)`,
    );
  }
  const registry = createTableRegistry(
    tables.map((table, level) => ({ table, policy: { ...jobsPolicy, name: `t${level}` } })),
  );
  const [top] = tables;
  const entry = top && registry.of(top);
  if (!entry) throw new Error("no table");
  const { column } = entry.firewall.softDelete ?? {};
  if (!column) throw new Error("no soft delete");
  await database.sql("update t0 set deleted_at = 'now' where id = 'a0'");
  const ctx = caller("adm", "o1", "admin");
  const [first, ...rest] = cascadeStatements(
    database.orm,
    registry,
    entry,
    eq(column, "now"),
    { deletedAt: "now" },
    ctx,
  );
  if (!first) throw new Error("no statement");
  await database.batch([first, ...rest]);
  for (const [level] of tables.entries())
    expect(await database.sql(`select id from t${level} where deleted_at is null`)).toEqual([
      { id: `other${level}` },
    ]);
  expect(Math.max(...database.batched.map(({ params }) => params.length))).toBeLessThanOrEqual(100);
});
