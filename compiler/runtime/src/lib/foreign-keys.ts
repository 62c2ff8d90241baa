import { and, type SQL, sql } from "drizzle-orm";
import { columnOf, toDriver } from "./columns";
import { ApiError } from "./errors";
import { statement } from "./statements";
import type { TableEngine, TableRequest } from "./table-engine";
import type { RegisteredTable, TableForeignKey } from "./table-registry";
import type { Row } from "./types";

/** A foreign key that a client sets, and the table whose firewall must show the row it points at. */
export interface ClientKey {
  key: TableForeignKey;
  target: RegisteredTable;
  /** Prefix of its placeholders. */
  prefix: string;
}

/** The foreign keys of the table whose columns are among these fields, in a fixed order. */
export function clientKeys(engine: TableEngine, fields: Row): ClientKey[] {
  return engine.foreignKeys.flatMap((key, index) => {
    const target = engine.registry.of(key.foreignTable);
    const touched = key.columns.some((column) => fields[column] !== undefined && fields[column] !== null);
    return target && touched ? [{ key, target, prefix: `k${index}.` }] : [];
  });
}

/** Names the shape of the conditions for the statement cache. */
export function keysShape(keys: ClientKey[], { ctx }: TableRequest): string {
  return keys.map(({ prefix, target }) => `${prefix}${target.firewall.key(ctx)}`).join();
}

/** True when every key points at a row that the caller's firewall shows; foreign and absent rows alike fail. */
export function keysSql(keys: ClientKey[], request: TableRequest): SQL | undefined {
  return and(...keys.map((key) => keySql(key, request)));
}

function keySql(clientKey: ClientKey, { ctx }: TableRequest): SQL {
  const { target, prefix } = clientKey;
  const value = (column: string) => sql`${sql.placeholder(`${prefix}${column}`)}`;
  return pointsAt(clientKey, value, target.firewall.sql(ctx, `${prefix}w`));
}

/**
 * Whether the row that a key points at is there.
 *
 * @param value what stands for a column of the key
 * @param visible the target's firewall
 */
export function pointsAt(
  { key, target }: ClientKey,
  value: (column: string) => SQL,
  visible: SQL | undefined,
): SQL {
  const pairs = key.columns.map((column, index) => {
    const foreign = columnOf(target.table, key.foreignColumns[index] ?? "");
    return sql`${foreign} = ${value(column)}`;
  });
  return sql`exists (select 1 from ${target.table} where ${and(...pairs, visible)})`;
}

/** Adds the values of the keys' placeholders. */
export function bindKeys(
  keys: ClientKey[],
  row: Row,
  { ctx }: TableRequest,
  values: Record<string, unknown>,
): void {
  for (const { key, target, prefix } of keys) {
    key.columns.forEach((column, index) => {
      const foreign = columnOf(target.table, key.foreignColumns[index] ?? "");
      values[`${prefix}${column}`] = toDriver(foreign, row[column]);
    });
    target.firewall.bind(ctx, `${prefix}w`, values);
  }
}

/** Finds which key made a write match nothing. Runs only after that. @returns the refusal, if a key is at fault */
export async function missingKey(
  engine: TableEngine,
  request: TableRequest,
  keys: ClientKey[],
  row: Row,
): Promise<ApiError | undefined> {
  for (const key of keys) {
    const values: Record<string, unknown> = {};
    bindKeys([key], row, request, values);
    const shape = `key|${engine.sqlName}|${keysShape([key], request)}`;
    const [found] = await statement(request.database, shape, (orm) =>
      orm.select({ id: sql`1` }).from(sql`(select 1 as "one")`).where(keySql(key, request)).prepare(),
    ).all(values);
    if (!found) return keyNotFound(key, row);
  }
  return undefined;
}

/** The refusal of a row whose key points at nothing within the caller's reach. */
export function keyNotFound({ key }: ClientKey, row: Row): ApiError {
  const field = key.columns.find((column) => Object.hasOwn(row, column)) ?? key.columns[0];
  return new ApiError(400, {
    error: "A record that this one points at does not exist",
    layer: "database",
    code: "FK_NOT_FOUND",
    details: { field },
  });
}
