import type { Hono } from "hono";
import { conditionFailed, holds } from "./access";
import type { AppEnv } from "./app-env";
import { auditInsert } from "./audit-wrapper";
import { columnsOf } from "./columns";
import { constraintError } from "./database-errors";
import { bindKeys, clientKeys, keysShape, keysSql, missingKey } from "./foreign-keys";
import { newId } from "./ids";
import { bindRow, selectRow, withComputedDefaults } from "./row-sql";
import { statement } from "./statements";
import { accessOf, enter, present, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";
import { isObject, readObject, validate } from "./validation";

/** `POST /`: one new record, stamped with its tenant; 201 with the record. */
export function mountCreate(app: Hono<AppEnv>, engine: TableEngine): void {
  const { create } = engine.policy.crud;
  if (!create) return;
  const access = accessOf(engine, create.access);
  app.post("/", async (c) => {
    const request = await enter(c, engine, access);
    const body = await readObject(c);
    engine.guards.create(Object.keys(body));
    const fields = await validate(engine.body("create"), body);
    const row = await insertRecord(engine, request, isObject(fields) ? fields : {});
    return c.json(present(row, engine.recordFields, request.masker), 201);
  });
}

async function insertRecord(engine: TableEngine, request: TableRequest, fields: Row): Promise<Row> {
  const { table, policy, firewall, sqlName } = engine;
  const id = newId(policy.id.generate, policy.id.prefix);
  const row = withComputedDefaults(table, {
    ...fields,
    ...(id !== undefined && { [policy.id.column]: id }),
    ...auditInsert(engine, request.ctx),
    ...firewall.stamp(request.ctx),
  });
  if (!(await holds(request.access, request.ctx, row))) throw conditionFailed();

  const keys = clientKeys(engine, fields);
  const bound = bindRow(table, row);
  bindKeys(keys, row, request, bound.values);
  const shape = `insert|${sqlName}|${Object.keys(bound.sql).join()}|${keysShape(keys, request)}`;
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
