import type { TableSpec } from "../spec";
import type { AppUnderTest } from "./app-under-test";

/**
 * Triggers that write down which tables a statement changed: after a write only those are read back.
 * What the triggers do is none of the app's business: it neither sees their table nor counts their rows.
 */
export async function watchChanges(app: AppUnderTest, tables: TableSpec[]): Promise<void> {
  const triggers = tables.flatMap(({ name }) =>
    ["INSERT", "UPDATE", "DELETE"].map(
      (event) =>
        `CREATE TRIGGER "watch_${name}_${event}" AFTER ${event} ON "${name}" BEGIN INSERT INTO "watched" (name) VALUES ('${name}'); END`,
    ),
  );
  const table = `CREATE TABLE "watched" (place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)`;
  await app.sql("features", [table, ...triggers]);
}

/** Where the record of changes ends, and the tables that were changed after `place`. */
export async function changesSince(
  app: AppUnderTest,
  tables: TableSpec[],
  place: number,
): Promise<{ place: number; changed: TableSpec[] }> {
  const names = tables.map(({ name }) => `'${name}'`).join(", ");
  const text = `SELECT name, max(place) AS place FROM "watched" WHERE place > ${place} AND name IN (${names}) GROUP BY name`;
  const [rows = []] = await app.sql("features", [text]);
  return {
    place: Math.max(place, ...rows.map((row) => Number(row.place))),
    changed: tables.filter(({ name }) => rows.some((row) => row.name === name)),
  };
}
