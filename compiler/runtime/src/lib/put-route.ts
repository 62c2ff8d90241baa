import type { Hono } from "hono";
import type { AppEnv } from "./app-env";
import { runBatch } from "./batch";
import { batchAnswer } from "./batch-answer";
import { identifier, readBatch } from "./batch-request";
import { constraintError } from "./database-errors";
import {
  explainPuts,
  type PutRecord,
  type PutResult,
  putMany,
  putRecord,
  refusedByCheck,
  writePuts,
} from "./put-records";
import { accessOf, enter, idOf, type TableEngine, type TableRequest } from "./table-engine";
import { readObject, validationFailed } from "./validation";
import { writtenRecord } from "./written-record";

/** `PUT /:id`: creates the record or replaces it whole; 201 with a new record, 200 with a replaced one. */
export function mountPut(app: Hono<AppEnv>, engine: TableEngine): void {
  const { put } = engine.policy.crud;
  if (!put) return;
  const access = accessOf(engine, put.access);
  const key = engine.policy.id.column;
  app.put("/:id", async (c) => {
    const request = await enter(c, engine, access);
    const id = idOf(c, engine);
    const { [key]: named = id, ...body } = await readObject(c);
    if (named !== id) throw validationFailed({ [key]: "Differs from the id of the path" });
    const { row, created } = await putOne(engine, request, await putRecord(engine, request, id, body));
    return c.json(await writtenRecord(engine, request, row, body), created ? 201 : 200);
  });
}

/** `PUT /batch`: many whole records; 200, or 207 when some are refused. */
export function mountBatchPut(app: Hono<AppEnv>, engine: TableEngine): void {
  const { put, batchPut } = engine.policy.crud;
  if (!put || !batchPut) return;
  const access = accessOf(engine, batchPut.access ?? put.access);
  app.put("/batch", async (c) => {
    const request = await enter(c, engine, access);
    const batch = await readBatch(c, "records", batchPut);
    const outcomes = await runBatch(batch, putMany(engine, request, identifier(engine, batch)));
    return batchAnswer(c, engine, request, batch, outcomes, 200);
  });
}

async function putOne(engine: TableEngine, request: TableRequest, record: PutRecord): Promise<PutResult> {
  const [refused] = await refusedByCheck(engine, request, [record]);
  if (refused) throw refused;
  const [result] = await writePuts(engine, request, [record], "each").catch((error: unknown) => {
    throw constraintError(error, engine.table);
  });
  if (result) return result;
  const [reason] = await explainPuts(engine, request, [record]);
  throw reason ?? engine.firewall.notFound();
}
