import { type SQL, sql } from "drizzle-orm";
import type { Hono } from "hono";
import type { AppEnv } from "./app-env";
import { type BatchOperation, runBatch } from "./batch";
import { batchAnswer } from "./batch-answer";
import { keyedRows, manyKeysSql, missingKeys } from "./batch-keys";
import { byId, rowsOf } from "./batch-records";
import { readBatch } from "./batch-request";
import { columnsOf } from "./columns";
import { type NewRecord, newRecord } from "./create-route";
import { ABORT, refuse } from "./json-rows";
import { insertable, withPlainDefaults } from "./row-sql";
import { accessOf, enter, type TableEngine, type TableRequest } from "./table-engine";
import { isObject, validationFailed } from "./validation";

/** `POST /batch`: many new records; 201, or 207 when some are refused. */
export function mountBatchCreate(app: Hono<AppEnv>, engine: TableEngine): void {
  const { create, batchCreate } = engine.policy.crud;
  if (!create || !batchCreate) return;
  const access = accessOf(engine, batchCreate.access ?? create.access);
  app.post("/batch", async (c) => {
    const request = await enter(c, engine, access);
    const batch = await readBatch(c, "records", batchCreate);
    const outcomes = await runBatch(batch, createMany(engine, request));
    return batchAnswer(c, engine, request, batch, outcomes, 201);
  });
}

function createMany(engine: TableEngine, request: TableRequest): BatchOperation<NewRecord> {
  const { table, policy } = engine;
  const { orm } = request.database;
  const databaseGivesId = policy.id.generate === "serial";
  return {
    table,
    onlyAll: databaseGivesId,
    async prepare(sent) {
      if (!isObject(sent)) throw validationFailed({ "": "Send a JSON object" });
      return newRecord(engine, request, sent);
    },
    async write(records, mode) {
      const full = records.map(({ fields, row }) => ({ fields, row: withPlainDefaults(table, row) }));
      const rows = keyedRows(engine, full);
      const keys = manyKeysSql(rows, request);
      const where = mode === "each" ? keys : sql`case when ${keys} then 1 else ${ABORT} end`;
      const insert = orm
        .insert(table)
        .select(insertSelect(engine, rows, where))
        .returning(columnsOf(table));
      const [result] = await request.database.batch(mode === "try" ? [insert, refuse(orm)] : [insert]);
      const created = rowsOf(result);
      // The database counts up: its ids are in the order of the records.
      if (databaseGivesId) {
        const order = created.sort((a, b) => Number(a[policy.id.column]) - Number(b[policy.id.column]));
        return records.map((_record, index) => order[index]);
      }
      const rowById = byId(engine, created);
      return records.map(({ row }) => rowById.get(String(row[policy.id.column])));
    },
    explain: (records) => missingKeys(engine, request, records),
  };
}

/** `select <one expression per column> from <the rows> where …`, for INSERT. */
export function insertSelect({ table }: TableEngine, rows: ReturnType<typeof keyedRows>, where: SQL): SQL {
  const values = insertable(table).map(({ key, absent }) => rows.value(key, absent));
  return sql`select ${sql.join(values, sql`, `)} from ${rows.source} where ${where}`;
}
