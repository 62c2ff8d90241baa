import { and, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { residualSql } from "./access";
import type { AppEnv } from "./app-env";
import { auditUpdate } from "./audit-wrapper";
import { type BatchOperation, runBatch } from "./batch";
import { batchAnswer } from "./batch-answer";
import { type KeyedRows, keyedRows, manyKeysSql, missingKeys, type WrittenRecord } from "./batch-keys";
import { admitRecords, admitted, byId, refusedRecords, rowsOf, unindexed } from "./batch-records";
import { identifier, readBatch } from "./batch-request";
import { columnOf, columnsOf } from "./columns";
import { refuse, refuseUnless } from "./json-rows";
import { withComputedUpdates } from "./row-sql";
import { accessOf, enter, type TableEngine, type TableRequest } from "./table-engine";
import { changedFields } from "./update-route";

/** `PATCH /batch`: changes the fields given of each record; 200, or 207 when some are refused. */
export function mountBatchUpdate(app: Hono<AppEnv>, engine: TableEngine): void {
  const { update, batchUpdate } = engine.policy.crud;
  if (!update || !batchUpdate) return;
  const access = accessOf(engine, batchUpdate.access ?? update.access);
  app.patch("/batch", async (c) => {
    const request = await enter(c, engine, access);
    const batch = await readBatch(c, "records", batchUpdate);
    const identify = identifier(engine, batch);
    const outcomes = await runBatch(batch, updateMany(engine, request, identify));
    return batchAnswer(c, engine, request, batch, outcomes, 200);
  });
}

/** Changes of one record: its row holds the id and every changed column. */
interface Changes extends WrittenRecord {
  id: unknown;
}

function updateMany(
  engine: TableEngine,
  request: TableRequest,
  identify: ReturnType<typeof identifier>,
): BatchOperation<Changes> {
  const { table, policy } = engine;
  const { orm } = request.database;
  const settled = admitted(request);
  const ids = (items: Changes[]) => items.map(({ id }) => id);
  return {
    table,
    async prepare(sent) {
      const { id, body } = identify(sent);
      const fields = await changedFields(engine, request, body);
      const changes = withComputedUpdates(table, { ...fields, ...auditUpdate(engine, request.ctx) });
      return { id, fields, row: { ...changes, [policy.id.column]: id } };
    },
    admit: (items) => admitRecords(engine, request, ids(items)),
    async write(items, mode) {
      const rows = keyedRows(engine, items);
      const where = matches(engine, settled, rows);
      const update = orm
        .update(table)
        .set(changesSql(engine, rows))
        .from(rows.source)
        .where(where)
        .returning(columnsOf(table));
      const guard = refuseUnless(orm, rows, sql`exists (select 1 from ${table} where ${where})`);
      const results =
        mode === "each"
          ? await request.database.batch([update])
          : await request.database.batch([guard, update, ...(mode === "try" ? [refuse(orm)] : [])]);
      const updated = byId(engine, rowsOf(results[mode === "each" ? 0 : 1]));
      return items.map(({ id }) => updated.get(String(id)));
    },
    async explain(items) {
      const refused = await refusedRecords(engine, settled, ids(items));
      const missing = await missingKeys(engine, request, items);
      return items.map((_item, index) => refused[index] ?? missing[index]);
    },
  };
}

/** The record of the row is the caller's to change, and the row's keys point at something. */
export function matches(engine: TableEngine, request: TableRequest, rows: KeyedRows) {
  const { table, policy, firewall } = engine;
  const idColumn = columnOf(table, policy.id.column);
  return and(
    sql`${idColumn} = ${rows.value(policy.id.column)}`,
    unindexed(
      and(
        firewall.condition(request.ctx),
        residualSql(request.access, request.ctx),
        manyKeysSql(rows, request),
      ),
    ),
  );
}

/** Each column keeps its value in the rows that do not name it. */
function changesSql({ table, policy }: TableEngine, rows: KeyedRows) {
  const keys = rows.keys.filter((key) => key !== policy.id.column);
  return Object.fromEntries(keys.map((key) => [key, rows.value(key, sql`${columnOf(table, key)}`)]));
}
