import { and, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { bindResidual, hasChecks, holds, residualKey, residualSql } from "./access";
import type { AppEnv } from "./app-env";
import { auditUpdate } from "./audit-wrapper";
import { columnOf, columnsOf, toDriver } from "./columns";
import { constraintError } from "./database-errors";
import { fillColumns } from "./filled-columns";
import { bindKeys, clientKeys, keysShape, keysSql, missingKey } from "./foreign-keys";
import { fetchRecord } from "./get-route";
import { recordRefused } from "./readers";
import { bindRow, withComputedUpdates } from "./row-sql";
import { statement } from "./statements";
import { accessOf, enter, idOf, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";
import { isObject, readObject, validate, validationFailed } from "./validation";
import { writtenRecord } from "./written-record";

/** `PATCH /:id`: changes the fields given; 200 with what the caller may see of the record. */
export function mountUpdate(app: Hono<AppEnv>, engine: TableEngine): void {
  const { update } = engine.policy.crud;
  if (!update) return;
  const access = accessOf(engine, update.access);
  app.patch("/:id", async (c) => {
    const request = await enter(c, engine, access);
    const id = idOf(c, engine);
    const body = await readObject(c);
    const fields = await changedFields(engine, request, body);
    const settled = await settleOnRecord(engine, request, id);
    const row = await updateRecord(engine, settled, id, fields);
    return c.json(await writtenRecord(engine, request, row, body));
  });
}

/**
 * The fields of a body that this table lets clients change, and the columns computed of them.
 *
 * @throws ApiError of the layer that refuses them
 */
export async function changedFields(engine: TableEngine, request: TableRequest, body: Row): Promise<Row> {
  engine.guards.update(Object.keys(body));
  const fields = await validate(engine.body("update"), body);
  if (!isObject(fields) || Object.keys(body).length === 0) {
    throw validationFailed({ "": "Send at least one field" });
  }
  return fillColumns(engine, request, engine.policy.crud.update ?? {}, fields);
}

/** A function form of access needs the record at hand; conditions alone are left to the statement. */
export async function settleOnRecord(
  engine: TableEngine,
  request: TableRequest,
  id: unknown,
): Promise<TableRequest> {
  if (!hasChecks(request.access)) return request;
  const record = await fetchRecord(request.database, engine, request.ctx, id);
  if (!(await holds(request.access, request.ctx, record)))
    throw await recordRefused(engine, request.ctx, record);
  return { ...request, access: true };
}

/** Decides and writes in one statement; only when nothing matched does a second one find out why. */
async function updateRecord(
  engine: TableEngine,
  request: TableRequest,
  id: unknown,
  fields: Row,
): Promise<Row> {
  const { table, policy, firewall, sqlName } = engine;
  const { ctx, access, database } = request;
  const idColumn = columnOf(table, policy.id.column);
  const changes = withComputedUpdates(table, { ...fields, ...auditUpdate(engine, ctx) });
  const keys = clientKeys(engine, fields);
  const bound = bindRow(table, changes);
  bound.values.id = toDriver(idColumn, id);
  firewall.bind(ctx, "w", bound.values);
  bindResidual(access, ctx, bound.values);
  bindKeys(keys, fields, request, bound.values);

  const shape = `update|${sqlName}|${bound.keys.join()}|${firewall.key(ctx)}|${residualKey(access)}`;
  const write = statement(database, `${shape}|${keysShape(keys, request)}`, (orm) =>
    orm
      .update(table)
      .set(bound.sql())
      .where(
        and(
          sql`${idColumn} = ${sql.placeholder("id")}`,
          firewall.sql(ctx, "w"),
          residualSql(access),
          keysSql(keys, request),
        ),
      )
      .returning(columnsOf(table))
      .prepare(),
  );
  const [updated] = await write.all(bound.values).catch((error: unknown) => {
    throw constraintError(error, table);
  });
  if (updated) return updated;

  const record = await fetchRecord(database, engine, ctx, id);
  if (!(await holds(access, ctx, record))) throw await recordRefused(engine, ctx, record);
  throw (await missingKey(engine, request, keys, fields)) ?? firewall.notFound();
}
