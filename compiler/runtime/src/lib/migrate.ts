import { max, sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Database } from "./database";

/** The table in which drizzle's own migrators keep what was applied. */
const applied = sqliteTable("__drizzle_migrations", {
  hash: text("hash").notNull(),
  createdAt: integer("created_at"),
});

/**
 * Applies the migrations that a database has not seen, in order, each in one transaction.
 * @param folder migrations folder, relative to the working directory
 * @returns how many were applied
 * @throws Error when a migration fails; those before it stay applied
 */
export async function migrate({ orm, batch }: Database, folder: string): Promise<number> {
  // Kept in the file: readers do not wait for a writer. A remote database answers this with an error.
  await orm.run(sql`pragma journal_mode = wal`).catch(() => undefined);
  await orm.run(
    sql`create table if not exists ${applied} (id serial primary key, hash text not null, created_at numeric)`,
  );
  const [last] = await orm.select({ at: max(applied.createdAt) }).from(applied);
  const pending = readMigrationFiles({ migrationsFolder: folder }).filter(
    ({ folderMillis }) => folderMillis > (last?.at ?? 0),
  );
  for (const { sql: statements, hash, folderMillis } of pending) {
    await batch([
      orm.insert(applied).values({ hash, createdAt: folderMillis }),
      ...statements.map((statement) => orm.run(sql.raw(statement))),
    ]);
  }
  return pending.length;
}
