import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { bindResidual, holds, residualKey, residualSql } from "./access";
import type { AppEnv } from "./app-env";
import { auditDelete } from "./audit-wrapper";
import { cascadeStatements, hasCascade } from "./cascade";
import { columnOf, toDriver } from "./columns";
import type { Orm } from "./database";
import { constraintError } from "./database-errors";
import { fetchRecord } from "./get-route";
import { recordRefused } from "./readers";
import { bindRow } from "./row-sql";
import { statement } from "./statements";
import { accessOf, enter, idOf, type TableEngine, type TableRequest } from "./table-engine";
import { settleOnRecord } from "./update-route";

/** `DELETE /:id`: soft (the record is marked, its children too) or hard; 200 `{ success: true }`. */
export function mountDelete(app: Hono<AppEnv>, engine: TableEngine): void {
  const policy = engine.policy.crud.delete;
  if (!policy) return;
  const access = accessOf(engine, policy.access);
  const soft = softDeleteKey(engine);
  const cascades = soft !== undefined && hasCascade(engine, engine.registry);
  app.delete("/:id", async (c) => {
    const entered = await enter(c, engine, access);
    const id = idOf(c, engine);
    const request = await settleOnRecord(engine, entered, id);
    const deleted =
      cascades && soft !== undefined
        ? await softDeleteWithChildren(engine, request, id, soft)
        : await deleteOne(engine, request, id, soft);
    if (!deleted) throw await refusal(engine, request, id);
    return c.json({ success: true });
  });
}

/** The column that marks a record deleted; undefined where deletes are hard. */
export function softDeleteKey({ policy, firewall }: TableEngine): string | undefined {
  if (policy.crud.delete?.mode !== "soft") return undefined;
  if (!firewall.softDelete) {
    throw new Error(`The table "${policy.name}" has a soft delete without a soft-delete column`);
  }
  return firewall.softDelete.key;
}

function matching(engine: TableEngine, { ctx, access }: TableRequest): SQL | undefined {
  const idColumn = columnOf(engine.table, engine.policy.id.column);
  return and(sql`${idColumn} = ${sql.placeholder("id")}`, engine.firewall.sql(ctx, "w"), residualSql(access));
}

function boundMatch(
  engine: TableEngine,
  { ctx, access }: TableRequest,
  id: unknown,
): Record<string, unknown> {
  const values = { id: toDriver(columnOf(engine.table, engine.policy.id.column), id) };
  engine.firewall.bind(ctx, "w", values);
  bindResidual(access, ctx, values);
  return values;
}

async function deleteOne(
  engine: TableEngine,
  request: TableRequest,
  id: unknown,
  soft: string | undefined,
): Promise<boolean> {
  const { table, firewall, policy } = engine;
  const marks = bindRow(table, soft === undefined ? {} : auditDelete(engine, soft, request.ctx));
  const returning = { id: columnOf(table, policy.id.column) };
  const shape = `delete|${engine.sqlName}|${firewall.key(request.ctx)}|${residualKey(request.access)}`;
  const prepare = (orm: Orm) =>
    soft === undefined
      ? orm.delete(table).where(matching(engine, request)).returning(returning).prepare()
      : orm.update(table).set(marks.sql()).where(matching(engine, request)).returning(returning).prepare();
  const values = { ...marks.values, ...boundMatch(engine, request, id) };
  const rows = await statement(request.database, shape, prepare)
    .all(values)
    .catch((error: unknown) => {
      throw constraintError(error, table);
    });
  return rows.length > 0;
}

/** Parent and children in one batch: D1 knows no other transaction. */
async function softDeleteWithChildren(
  engine: TableEngine,
  request: TableRequest,
  id: unknown,
  soft: string,
): Promise<boolean> {
  const { table, registry, firewall, policy } = engine;
  const { orm } = request.database;
  const idColumn = columnOf(table, policy.id.column);
  const marks = auditDelete(engine, soft, request.ctx);
  const marked = and(eq(idColumn, id), firewall.tenant(request.ctx), eq(columnOf(table, soft), marks[soft]));
  if (!marked) return false;
  const parent = orm
    .update(table)
    .set(marks)
    .where(and(eq(idColumn, id), firewall.condition(request.ctx), residualSql(request.access, request.ctx)))
    .returning({ id: idColumn });
  const [rows] = await request.database.batch([
    parent,
    ...cascadeStatements(orm, registry, engine, marked, marks, request.ctx),
  ]);
  return Array.isArray(rows) && rows.length > 0;
}

async function refusal(
  engine: TableEngine,
  { database, ctx, access }: TableRequest,
  id: unknown,
): Promise<Error> {
  const record = await fetchRecord(database, engine, ctx, id);
  return (await holds(access, ctx, record)) ? engine.firewall.notFound() : recordRefused(engine, ctx, record);
}
