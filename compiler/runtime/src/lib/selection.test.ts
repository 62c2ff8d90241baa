import { createClient } from "@libsql/client";
import { getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { blob, customType, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, it } from "vitest";
import { decoding, expressionsOf, type Selection } from "./selection";

const hex = customType<{ data: string; driverData: Buffer }>({
  dataType: () => "blob",
  fromDriver: (bytes) => bytes.toString("hex"),
  toDriver: (digits) => Buffer.from(digits, "hex"),
});

const things = sqliteTable("things", {
  id: text("id").primaryKey(),
  active: integer("active", { mode: "boolean" }),
  seenAt: integer("seen_at", { mode: "timestamp" }),
  tags: text("tags", { mode: "json" }),
  photo: blob("photo", { mode: "buffer" }),
  serial: blob("serial", { mode: "bigint" }),
  digest: hex("digest"),
});

it("decodes as Drizzle does, SQL like the column it names, and leaves null null", async () => {
  const client = createClient({ url: ":memory:" });
  const orm = drizzle(client);
  await client.execute(
    "create table things (id text, active integer, seen_at integer, tags text, photo blob, serial blob, digest blob)",
  );
  const full = {
    id: "a",
    active: true,
    seenAt: new Date("2026-01-02T03:04:05Z"),
    tags: ["x"],
    photo: Buffer.from([0, 255]),
    serial: 12345678901234567890n,
    digest: "00ff",
  };
  await orm.insert(things).values([full, { id: "b" }]);

  const selection: Selection = {
    ...getTableColumns(things),
    tomorrow: { sql: sql`${things.seenAt} + 86400`, as: things.seenAt },
    places: { sql: sql`length(${things.id})` },
  };
  const prepared = orm.select(expressionsOf(selection)).from(things).orderBy(things.id).prepare();
  const rows = await decoding(selection, prepared).all({});

  const [first, second] = await orm.select().from(things).orderBy(things.id);
  expect(first).toEqual(full);
  expect(rows).toEqual([
    { ...first, tomorrow: new Date("2026-01-03T03:04:05Z"), places: 1 },
    { ...second, tomorrow: null, places: 1 },
  ]);
});
