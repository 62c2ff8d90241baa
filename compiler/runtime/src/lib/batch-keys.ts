import { and, type SQL, sql } from "drizzle-orm";
import type { ApiError } from "./errors";
import { type ClientKey, clientKeys, keyNotFound, pointsAt } from "./foreign-keys";
import { type JsonRows, jsonRows } from "./json-rows";
import type { TableEngine, TableRequest } from "./table-engine";
import type { Row } from "./types";

/** A record to be written: the fields of its body, and the row with what the app adds. */
export interface WrittenRecord {
  fields: Row;
  row: Row;
}

/** Rows in which a flag names each foreign key that the client set. */
export interface KeyedRows extends JsonRows {
  clientKeys: ClientKey[];
}

/** The records' rows with their foreign keys. @param flags more flags, by index */
export function keyedRows(
  engine: TableEngine,
  records: WrittenRecord[],
  flags: (record: WrittenRecord) => string[] = () => [],
): KeyedRows {
  const set = records.map(({ fields }) => clientKeys(engine, fields));
  const named: Row = {};
  for (const { fields } of records)
    for (const [column, value] of Object.entries(fields)) named[column] ??= value;
  const rows = jsonRows(
    engine.table,
    records.map(({ row }) => row),
    records.map((record, index) => [...(set[index] ?? []).map(flagOf), ...flags(record)]),
  );
  // In the table's order, whichever record names a key first.
  return { ...rows, clientKeys: clientKeys(engine, named) };
}

/** True for a row whose every key points at a row that the caller's firewall shows. */
export function manyKeysSql(rows: KeyedRows, request: TableRequest): SQL {
  return and(...rows.clientKeys.map((key) => keySql(key, rows, request))) ?? sql`1`;
}

function keySql(key: ClientKey, rows: KeyedRows, { ctx }: TableRequest): SQL {
  const there = pointsAt(key, (column) => rows.value(column), key.target.firewall.condition(ctx));
  return sql`(${rows.flag(flagOf(key))} is null or ${there})`;
}

/** The refusals of records with a key that points at nothing, one place per record; one statement at most. */
export async function missingKeys(
  engine: TableEngine,
  request: TableRequest,
  records: WrittenRecord[],
): Promise<(ApiError | undefined)[]> {
  const rows = keyedRows(engine, records);
  if (rows.clientKeys.length === 0) return records.map(() => undefined);
  const verdicts = Object.fromEntries(
    rows.clientKeys.map((key) => [flagOf(key), keySql(key, rows, request)]),
  );
  const found = await request.database.orm.select(verdicts).from(rows.source).orderBy(sql`"item"."key"`);
  return records.map(({ fields }, index) => {
    const missing = rows.clientKeys.find((key) => !found[index]?.[flagOf(key)]);
    return missing && keyNotFound(missing, fields);
  });
}

function flagOf({ prefix }: ClientKey): string {
  return prefix.replace(".", "");
}
