import { and, type SQL, sql } from "drizzle-orm";
import { conditionFailed, hasChecks, holds } from "./access";
import { columnOf, columnsOf, toDriver } from "./columns";
import { ApiError } from "./errors";
import { hidesRecord } from "./readers";
import type { TableEngine, TableRequest } from "./table-engine";
import type { Row } from "./types";

/** The id column is among these values, bound as one. */
export function idAmong({ table, policy }: TableEngine, ids: unknown[]): SQL {
  const column = columnOf(table, policy.id.column);
  const list = JSON.stringify(ids.map((id) => toDriver(column, id)));
  return sql`${column} in (select value from json_each(${list}))`;
}

/**
 * A condition whose columns the planner does not look at. Without statistics it would take the index
 * of the tenant for the best, and read the tenant's every row once per record of the batch.
 */
export function unindexed(condition: SQL | undefined): SQL | undefined {
  return condition && sql`(${condition}) is true`;
}

/** The records of these ids that the firewall shows, by id; one statement. */
export async function fetchRecords(
  engine: TableEngine,
  { database, ctx }: TableRequest,
  ids: unknown[],
): Promise<Map<string, Row>> {
  const rows = await database.orm
    .select(columnsOf(engine.table))
    .from(engine.table)
    .where(and(idAmong(engine, ids), unindexed(engine.firewall.condition(ctx))));
  return byId(engine, rows);
}

/** Rows by the text of their id. */
export function byId({ policy }: TableEngine, rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row[policy.id.column]), row]));
}

/** The rows that a statement of a transaction gave back. */
export function rowsOf(result: unknown): Row[] {
  return Array.isArray(result) ? result : [];
}

/** Why these records cannot be used, one place per id: absent or foreign, or a condition fails. */
export async function refusedRecords(
  engine: TableEngine,
  request: TableRequest,
  ids: unknown[],
): Promise<(ApiError | undefined)[]> {
  const records = await fetchRecords(engine, request, ids);
  return Promise.all(
    ids.map(async (id) => {
      const record = records.get(String(id));
      if (!record) return notFound(engine, id);
      const allowed = await holds(request.access, request.ctx, record);
      return allowed ? undefined : refusedItem(engine, request, id, record);
    }),
  );
}

/** The refusal of an item whose record does not fulfil a condition; a hidden one is told with its id, as an absent one is. */
export async function refusedItem(
  engine: TableEngine,
  { ctx }: TableRequest,
  id: unknown,
  record: Row,
): Promise<ApiError> {
  return (await hidesRecord(engine, ctx, record)) ? notFound(engine, id) : conditionFailed();
}

/** A function form of access needs the records at hand; conditions alone are left to the statement. */
export async function admitRecords(
  engine: TableEngine,
  request: TableRequest,
  ids: unknown[],
): Promise<(ApiError | undefined)[]> {
  return hasChecks(request.access) ? refusedRecords(engine, request, ids) : [];
}

/** The request once its functions have spoken: what is left can be asked in SQL. */
export function admitted(request: TableRequest): TableRequest {
  return hasChecks(request.access) ? { ...request, access: true } : request;
}

/** The firewall's refusal with the id that it is about. */
export function notFound({ firewall }: TableEngine, id: unknown): ApiError {
  const { status, envelope } = firewall.notFound();
  return new ApiError(status, { ...envelope, details: { ...envelope.details, id } });
}
