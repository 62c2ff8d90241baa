import type { Hono } from "hono";
import { conditionFailed, holds } from "./access";
import type { AppEnv } from "./app-env";
import { auditInsert } from "./audit-wrapper";
import { columnsOf } from "./columns";
import { constraintError } from "./database-errors";
import { fillColumns } from "./filled-columns";
import { bindKeys, clientKeys, keysShape, keysSql, missingKey } from "./foreign-keys";
import { newId } from "./ids";
import { bindRow, selectRow, withComputedDefaults } from "./row-sql";
import { statement } from "./statements";
import { accessOf, enter, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";
import { isObject, readObject, validate } from "./validation";
import { writtenRecord } from "./written-record";

/** `POST /`: one new record, stamped with its tenant; 201 with what the caller may see of it. */
export function mountCreate(app: Hono<AppEnv>, engine: TableEngine): void {
  const { create } = engine.policy.crud;
  if (!create) return;
  const access = accessOf(engine, create.access);
  app.post("/", async (c) => {
    const request = await enter(c, engine, access);
    const body = await readObject(c);
    const row = await insertRecord(engine, request, await newRecord(engine, request, body));
    return c.json(await writtenRecord(engine, request, row, body), 201);
  });
}

/** A record to be inserted. */
export interface NewRecord {
  /** What the client gave, and what the app filled in beside it. */
  fields: Row;
  /** With id, audit columns and tenant. */
  row: Row;
}

/** A body as a new record that this caller may create. @throws ApiError of the first layer that refuses it */
export async function newRecord(engine: TableEngine, request: TableRequest, body: Row): Promise<NewRecord> {
  const { table, policy, firewall } = engine;
  engine.guards.create(Object.keys(body));
  const valid = await validate(engine.body("create"), body);
  const fields = await fillColumns(engine, request, policy.crud.create ?? {}, isObject(valid) ? valid : {});
  const id = newId(policy.id.generate, policy.id.prefix);
  const row = withComputedDefaults(table, {
    ...fields,
    ...(id !== undefined && { [policy.id.column]: id }),
    ...auditInsert(engine, request.ctx),
    ...firewall.stamp(request.ctx),
  });
  if (!(await holds(request.access, request.ctx, row))) throw conditionFailed();
  return { fields, row };
}

async function insertRecord(
  engine: TableEngine,
  request: TableRequest,
  { fields, row }: NewRecord,
): Promise<Row> {
  const { table, sqlName } = engine;
  const keys = clientKeys(engine, fields);
  const bound = bindRow(table, row);
  bindKeys(keys, row, request, bound.values);
  const shape = `insert|${sqlName}|${bound.keys.join()}|${keysShape(keys, request)}`;
  const insert = statement(request.database, shape, (orm) =>
    orm
      .insert(table)
      .select(selectRow(table, bound, keysSql(keys, request)))
      .returning(columnsOf(table))
      .prepare(),
  );
  const [created] = await insert.all(bound.values).catch((error: unknown) => {
    throw constraintError(error, table);
  });
  if (created) return created;
  const missing = await missingKey(engine, request, keys, row);
  throw missing ?? new Error("An insert without a missing key gave no row back");
}
