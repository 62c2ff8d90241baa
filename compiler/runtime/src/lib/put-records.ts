import { and, type SQL, sql } from "drizzle-orm";
import { conditionFailed, hasChecks, holds } from "./access";
import { auditInsert, auditUpdate } from "./audit-wrapper";
import type { BatchOperation } from "./batch";
import { insertSelect } from "./batch-create-route";
import { type KeyedRows, keyedRows, manyKeysSql, missingKeys, type WrittenRecord } from "./batch-keys";
import { admitted, byId, fetchRecords, idAmong, notFound, refusedItem, rowsOf } from "./batch-records";
import { matches } from "./batch-update-route";
import { columnOf, columnsOf } from "./columns";
import type { ApiError } from "./errors";
import { fillColumns } from "./filled-columns";
import { refuse, refuseUnless } from "./json-rows";
import { insertable, withComputedDefaults, withComputedUpdates, withPlainDefaults } from "./row-sql";
import type { TableEngine, TableRequest } from "./table-engine";
import type { Row } from "./types";
import { isObject, validate } from "./validation";

/** A whole record under the id that the client chose. */
export interface PutRecord {
  id: unknown;
  fields: Row;
  /** The row if it is new. */
  insert: Row;
  /** What replaces the columns of the row that is there; what the client left out falls back to its default. */
  update: Row;
  /** The caller may create it. */
  mayInsert: boolean;
}

/** A row, and whether it is new. */
export interface PutResult {
  row: Row;
  created: boolean;
}

/** A body as a record to be put. @throws ApiError of the guards or the validation */
export async function putRecord(
  engine: TableEngine,
  request: TableRequest,
  id: unknown,
  body: Row,
): Promise<PutRecord> {
  const { table, policy, firewall, guards } = engine;
  guards.update(Object.keys(body));
  const valid = await validate(engine.body("put"), body);
  const sent = isObject(valid) ? valid : {};
  const fields = await fillColumns(engine, request, policy.crud.create ?? {}, sent);
  const named = { [policy.id.column]: id };
  const whole = withPlainDefaults(table, withComputedDefaults(table, { ...fields, ...named }));
  const insert = { ...whole, ...auditInsert(engine, request.ctx), ...firewall.stamp(request.ctx) };
  const replaced = Object.fromEntries(replaceable(engine).map((key) => [key, whole[key]]));
  const update = withComputedUpdates(table, { ...replaced, ...auditUpdate(engine, request.ctx) });
  const mayInsert = await holds(request.access, request.ctx, insert);
  return { id, fields, insert, update: { ...update, ...named }, mayInsert };
}

/** PUT of many records: those that are there are replaced, the others created. */
export function putMany(
  engine: TableEngine,
  request: TableRequest,
  read: (sent: unknown) => { id: unknown; body: Row },
): BatchOperation<PutRecord> {
  return {
    table: engine.table,
    async prepare(sent) {
      const { id, body } = read(sent);
      return putRecord(engine, request, id, body);
    },
    admit: (records) => refusedByCheck(engine, request, records),
    async write(records, mode) {
      return (await writePuts(engine, request, records, mode)).map((result) => result?.row);
    },
    explain: (records) => explainPuts(engine, request, records),
  };
}

/** Updates, then inserts what was not there, in one transaction. */
export async function writePuts(
  engine: TableEngine,
  request: TableRequest,
  records: PutRecord[],
  mode: "each" | "all" | "try",
): Promise<(PutResult | undefined)[]> {
  const { table } = engine;
  const { orm } = request.database;
  const changes = putRows(engine, records, ({ update }) => update);
  const fresh = putRows(engine, records, ({ insert }) => insert);
  const where = matches(engine, admitted(request), changes);
  const update = orm
    .update(table)
    .set(replacement(engine, changes))
    .from(changes.source)
    .where(where)
    .returning(columnsOf(table));
  const isNew = newRow(engine, request, fresh);
  const insert = orm
    .insert(table)
    .select(insertSelect(engine, fresh, isNew))
    .returning(columnsOf(table));
  const possible = sql`exists (select 1 from ${table} where ${where}) or ${newRow(engine, request, changes)}`;
  const results =
    mode === "each"
      ? await request.database.batch([update, insert])
      : await request.database.batch([
          refuseUnless(orm, changes, possible),
          update,
          insert,
          ...(mode === "try" ? [refuse(orm)] : []),
        ]);
  const [updated, created] = results
    .slice(mode === "each" ? 0 : 1)
    .map((result) => byId(engine, rowsOf(result)));
  return records.map(({ id }) => {
    const old = updated?.get(String(id));
    if (old) return { row: old, created: false };
    const row = created?.get(String(id));
    return row && { row, created: true };
  });
}

/** Why these records could not be put. An id that is out of reach answers as the firewall does. */
export async function explainPuts(
  engine: TableEngine,
  request: TableRequest,
  records: PutRecord[],
): Promise<(ApiError | undefined)[]> {
  const refused = await refusedPuts(engine, request, records);
  const beyond = await outOfReach(engine, request, records);
  const missing = await missingKeys(
    engine,
    request,
    written(records, ({ insert }) => insert),
  );
  return records.map(({ id }, index) => {
    return refused[index] ?? (beyond.has(String(id)) ? notFound(engine, id) : missing[index]);
  });
}

/** The ids that a row has which the firewall does not show. */
async function outOfReach(
  engine: TableEngine,
  { database, ctx }: TableRequest,
  records: PutRecord[],
): Promise<Set<string>> {
  const { table, policy, firewall } = engine;
  const visible = firewall.condition(ctx);
  const ids = records.map(({ id }) => id);
  const rows = await database.orm
    .select({ id: columnOf(table, policy.id.column) })
    .from(table)
    .where(and(idAmong(engine, ids), visible && sql`not (${visible})`));
  return new Set(visible ? rows.map(({ id }) => String(id)) : []);
}

/** The records that access keeps the caller from replacing or creating. */
async function refusedPuts(
  engine: TableEngine,
  request: TableRequest,
  records: PutRecord[],
): Promise<(ApiError | undefined)[]> {
  const present = await fetchRecords(
    engine,
    request,
    records.map(({ id }) => id),
  );
  return Promise.all(
    records.map(async ({ id, mayInsert }) => {
      const record = present.get(String(id));
      const allowed = record ? await holds(request.access, request.ctx, record) : mayInsert;
      if (allowed) return undefined;
      return record ? refusedItem(engine, request, id, record) : conditionFailed();
    }),
  );
}

/** Functions need the records at hand; conditions alone are left to the statement. */
export async function refusedByCheck(
  engine: TableEngine,
  request: TableRequest,
  records: PutRecord[],
): Promise<(ApiError | undefined)[]> {
  return hasChecks(request.access) ? refusedPuts(engine, request, records) : [];
}

const INSERTABLE = "new";

function written(records: PutRecord[], row: (record: PutRecord) => Row): (WrittenRecord & PutRecord)[] {
  return records.map((record) => ({ ...record, row: row(record) }));
}

function putRows(engine: TableEngine, records: PutRecord[], row: (record: PutRecord) => Row): KeyedRows {
  const flags = new Map(records.map(({ fields, mayInsert }) => [fields, mayInsert ? [INSERTABLE] : []]));
  return keyedRows(engine, written(records, row), ({ fields }) => flags.get(fields) ?? []);
}

/** The row's id is nobody's yet, and the caller may create it. */
function newRow({ table, policy }: TableEngine, request: TableRequest, rows: KeyedRows): SQL {
  const taken = sql`select 1 from ${table} where ${columnOf(table, policy.id.column)} = ${rows.value(policy.id.column)}`;
  return sql`(${rows.flag(INSERTABLE)} is not null and not exists (${taken}) and ${manyKeysSql(rows, request)})`;
}

/** What PUT replaces: every column that clients may write, and those that the app fills in a new record. */
function replaceable({ policy: { guards, crud } }: TableEngine): string[] {
  const { defaults, computed } = crud.create ?? {};
  return [...new Set([...guards.updatable, ...Object.keys({ ...defaults, ...computed })])];
}

/** The new value of each of these columns, given or not. */
function replacement(engine: TableEngine, rows: KeyedRows): Record<string, SQL> {
  const { table, policy } = engine;
  const absent = new Map(insertable(table).map((column) => [column.key, column.absent]));
  const keys = new Set([...replaceable(engine), ...rows.keys]);
  keys.delete(policy.id.column);
  return Object.fromEntries([...keys].map((key) => [key, rows.value(key, absent.get(key))]));
}
