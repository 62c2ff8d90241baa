import { and, eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Hono } from "hono";
import { residualSql } from "./access";
import type { AppEnv } from "./app-env";
import { auditDelete } from "./audit-wrapper";
import { type BatchOperation, runBatch } from "./batch";
import { batchAnswer } from "./batch-answer";
import { admitRecords, admitted, byId, idAmong, refusedRecords, rowsOf, unindexed } from "./batch-records";
import { identifier, readBatch } from "./batch-request";
import { cascadeStatements, hasCascade } from "./cascade";
import { columnOf } from "./columns";
import { softDeleteKey } from "./delete-route";
import { jsonRows, refuse, refuseUnless } from "./json-rows";
import { accessOf, enter, type TableEngine, type TableRequest } from "./table-engine";

/** `DELETE /batch`: many records, with their children where deletes are soft; 200, or 207 when some are refused. */
export function mountBatchDelete(app: Hono<AppEnv>, engine: TableEngine): void {
  const { delete: single, batchDelete } = engine.policy.crud;
  if (!single || !batchDelete) return;
  const access = accessOf(engine, batchDelete.access ?? single.access);
  const soft = softDeleteKey(engine);
  app.delete("/batch", async (c) => {
    const request = await enter(c, engine, access);
    const batch = await readBatch(c, "ids", batchDelete);
    const identify = identifier(engine, batch);
    const operation = deleteMany(engine, request, soft, (sent) => identify(sent).id);
    const outcomes = await runBatch(batch, operation);
    return batchAnswer(c, engine, request, batch, outcomes, 200);
  });
}

function deleteMany(
  engine: TableEngine,
  request: TableRequest,
  soft: string | undefined,
  identify: (sent: unknown) => unknown,
): BatchOperation<unknown> {
  const { table, policy, firewall } = engine;
  const { orm } = request.database;
  const idColumn = columnOf(table, policy.id.column);
  const settled = admitted(request);
  const reachable = unindexed(and(firewall.condition(request.ctx), residualSql(settled.access, request.ctx)));
  return {
    table,
    prepare: async (sent) => identify(sent),
    admit: (ids) => admitRecords(engine, request, ids),
    async write(ids, mode) {
      const returning = { [policy.id.column]: idColumn };
      const where = and(idAmong(engine, ids), reachable);
      const writes: [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]] =
        soft === undefined
          ? [orm.delete(table).where(where).returning(returning)]
          : softDelete(engine, request, soft, ids, where, returning);
      const rows = jsonRows(
        table,
        ids.map((id) => ({ [policy.id.column]: id })),
      );
      const found = and(eq(idColumn, rows.value(policy.id.column)), reachable);
      const guard = refuseUnless(orm, rows, sql`exists (select 1 from ${table} where ${found})`);
      const results =
        mode === "each"
          ? await request.database.batch(writes)
          : await request.database.batch([guard, ...writes, ...(mode === "try" ? [refuse(orm)] : [])]);
      const deleted = byId(engine, rowsOf(results[mode === "each" ? 0 : 1]));
      return ids.map((id) => deleted.get(String(id)));
    },
    explain: (ids) => refusedRecords(engine, settled, ids),
  };
}

/** Marks the records, then their children: these match only what the first statement has marked. */
function softDelete(
  engine: TableEngine,
  { database: { orm }, ctx }: TableRequest,
  soft: string,
  ids: unknown[],
  where: SQL | undefined,
  returning: Record<string, SQLiteColumn>,
): [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]] {
  const { table, registry, firewall } = engine;
  const marks = auditDelete(engine, soft, ctx);
  const parents = orm.update(table).set(marks).where(where).returning(returning);
  const now = and(firewall.tenant(ctx), eq(columnOf(table, soft), marks[soft]));
  const marked = and(idAmong(engine, ids), unindexed(now));
  if (!marked || !hasCascade(engine, registry)) return [parents];
  return [parents, ...cascadeStatements(orm, registry, engine, marked, marks, ctx)];
}
