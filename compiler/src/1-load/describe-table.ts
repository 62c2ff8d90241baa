import { entityKind, getTableColumns, getTableName, is, SQL, Table } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import {
  type ForeignKey,
  getTableConfig,
  SQLiteBaseInteger,
  type SQLiteColumn,
  SQLiteSyncDialect,
  SQLiteTable,
  uniqueKeyName,
} from "drizzle-orm/sqlite-core";
import type { LoadedColumn, LoadedTable } from "./loaded-project";

/** A table as it leaves the evaluation worker; positions are added from the source text. */
export type DescribedTable = Omit<LoadedTable, "positions">;

const dialect = new SQLiteSyncDialect();

/**
 * Describes a Drizzle table in the words of drizzle-kit's snapshot (`generateSqliteSnapshot`), so that
 * a snapshot made from the model equals one that drizzle-kit would make itself.
 * @returns `undefined` when the value is not a Drizzle table
 * @throws UnknownColumn
 */
export function describeTable(exportName: string, value: unknown): DescribedTable | undefined {
  if (is(value, SQLiteTable)) {
    try {
      return describeSqlite(exportName, value);
    } catch (error) {
      if (error instanceof TypeError) findUnknownColumn(exportName, value);
      throw error;
    }
  }
  if (!is(value, Table)) return undefined;
  const columns = Object.entries(getTableColumns(value)).map(
    ([name, column]): LoadedColumn => ({
      name,
      dbName: column.name,
      keyAsName: column.keyAsName,
      sqlType: column.getSQLType(),
      dataType: column.dataType,
      primaryKey: column.primary,
      autoIncrement: false,
      notNull: column.notNull,
      unique: column.isUnique,
      hasDefault: column.hasDefault,
    }),
  );
  const kind: unknown = Reflect.get(value.constructor, entityKind);
  const described = { exportName, dbName: getTableName(value), columns, indexes: [], uniqueConstraints: [] };
  return {
    ...described,
    dialect: kind === "MySqlTable" ? "mysql" : "pg",
    primaryKeys: [],
    foreignKeys: [],
    checks: [],
  };
}

/** The third argument of a table names a column that the table does not have. */
export class UnknownColumn extends Error {
  constructor(
    readonly table: string,
    readonly column: string,
  ) {
    super(`"${table}" has no column "${column}"`);
  }
}

/** Runs the third argument again, with columns that know which are asked for: Drizzle's error names neither column nor place. */
function findUnknownColumn(exportName: string, table: SQLiteTable): void {
  const extra: unknown = Reflect.get(table, Symbol.for("drizzle:ExtraConfigBuilder"));
  if (typeof extra !== "function") return;
  const columns = new Proxy(getTableColumns(table), {
    get(known, name) {
      if (typeof name === "string" && !Object.hasOwn(known, name)) throw new UnknownColumn(exportName, name);
      return Reflect.get(known, name);
    },
  });
  Reflect.apply(extra, undefined, [columns]);
}

function describeSqlite(exportName: string, table: SQLiteTable): DescribedTable {
  const config = getTableConfig(table);
  const names = new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [column, key]));
  const keys = config.foreignKeys.map(describeForeignKey);
  const dangling = keys.flatMap((key, index) => (key ? [] : [index]));
  return {
    exportName,
    dialect: "sqlite",
    dbName: config.name,
    columns: config.columns.map((column) => describeColumn(names.get(column) ?? column.name, column)),
    indexes: config.indexes.map(({ config: index }) => ({
      name: index.name,
      columns: index.columns.map((column) => (is(column, SQL) ? sqlText(column, "indexes") : column.name)),
      unique: index.unique,
      ...(index.where && { where: sqlText(index.where) }),
    })),
    uniqueConstraints: config.uniqueConstraints.map((constraint) => {
      const columns = constraint.columns.map(({ name }) => name);
      return { name: constraint.name ?? uniqueKeyName(table, columns), columns };
    }),
    primaryKeys: config.primaryKeys.map((key) => ({
      name: key.getName(),
      columns: key.columns.map(({ name }) => name),
    })),
    foreignKeys: keys.flatMap((key) => key ?? []),
    ...(dangling.length > 0 && { danglingKeys: dangling }),
    checks: config.checks.map(({ name, value }) => ({ name, sql: sqlText(value) })),
  };
}

/** `undefined` where the column that it refers to does not exist: Drizzle reads its table at once. */
function describeForeignKey(key: ForeignKey): LoadedTable["foreignKeys"][number] | undefined {
  try {
    const { columns, foreignTable, foreignColumns } = key.reference();
    return {
      name: key.getName(),
      columns: columns.map(({ name }) => name),
      foreignTable: getTableName(foreignTable),
      foreignColumns: foreignColumns.map(({ name }) => name),
      onDelete: key.onDelete ?? "no action",
      onUpdate: key.onUpdate ?? "no action",
    };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function describeColumn(name: string, column: SQLiteColumn): LoadedColumn {
  const sqlDefault = defaultText(column.default);
  const length: unknown = Reflect.get(column, "length");
  return {
    name,
    dbName: column.name,
    keyAsName: column.keyAsName,
    sqlType: column.getSQLType(),
    dataType: column.dataType,
    ...(column.enumValues?.length && { enumValues: [...column.enumValues] }),
    ...(typeof length === "number" && { maxLength: length }),
    primaryKey: column.primary,
    autoIncrement: is(column, SQLiteBaseInteger) && column.autoIncrement,
    notNull: column.notNull,
    unique: column.isUnique,
    ...(column.isUnique && column.uniqueName && { uniqueName: column.uniqueName }),
    hasDefault: column.hasDefault,
    ...(sqlDefault !== undefined && { sqlDefault }),
    ...(column.generated && { generated: generatedText(column.generated) }),
  };
}

function generatedText({ as, mode }: NonNullable<SQLiteColumn["generated"]>): {
  as: string;
  type: "stored" | "virtual";
} {
  const expression: unknown = typeof as === "function" ? as() : as;
  return {
    as: `(${is(expression, SQL) ? sqlText(expression, "indexes") : String(expression)})`,
    type: mode ?? "virtual",
  };
}

function defaultText(value: unknown): string | number | boolean | undefined {
  if (value === undefined) return undefined;
  if (is(value, SQL)) return plainSql(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "object") return `'${JSON.stringify(value)}'`;
  return String(value);
}

function sqlText(value: SQL, source?: "indexes"): string {
  return dialect.sqlToQuery(value, source).sql;
}

/** SQL of a default: a default cannot hold names or bound values. */
function plainSql(value: SQL): string {
  const refuse = () => {
    throw new Error(
      "A default in SQL cannot refer to columns or hold bound values: write the value in the text",
    );
  };
  const escapes = { escapeName: refuse, escapeParam: refuse, escapeString: refuse };
  return value.toQuery({ ...escapes, casing: new CasingCache() }).sql;
}
