import type { ColumnModel } from "../2-model/project-model";
import type { MigratedTable } from "./database-tables";
import type { Expressions, SchemaState, SearchIndexes, SnapshotColumn, SnapshotTable } from "./snapshot";

/**
 * Turns the tables of one database into snapshot tables, exactly as drizzle-kit would describe the
 * equivalent Drizzle tables.
 */
export function snapshotTables(tables: MigratedTable[]): SchemaState {
  const expressions: Expressions = {};
  const entries = tables.map((table) => [table.dbName, snapshotTable(table, tables, expressions)] as const);
  return { tables: Object.fromEntries(entries), expressions, search: searchIndexes(tables) };
}

function searchIndexes(tables: MigratedTable[]): SearchIndexes {
  const indexes = tables.flatMap(({ dbName, columns, fullText }): [string, SearchIndexes[string]][] => {
    if (!fullText) return [];
    const key = columns.find(({ primaryKey, sqlType }) => primaryKey && sqlType === "integer");
    const { table: name, columns: searched } = fullText;
    return [[dbName, { name, columns: Object.values(searched), ...(key && { rowid: key.dbName }) }]];
  });
  return Object.fromEntries(indexes);
}

function snapshotTable(table: MigratedTable, all: MigratedTable[], expressions: Expressions): SnapshotTable {
  const { dbName, columns, indexes, uniqueConstraints = [], compositePrimaryKey, checks = [] } = table;
  const result: SnapshotTable = {
    name: dbName,
    columns: Object.fromEntries(columns.map((column) => [column.dbName, snapshotColumn(column)])),
    indexes: {},
    foreignKeys: {},
    compositePrimaryKeys: {},
    uniqueConstraints: {},
    checkConstraints: Object.fromEntries(checks.map(({ name, sql }) => [name, { name, value: sql }])),
  };
  const addIndex = (name: string, written: string[], isUnique: boolean, where?: string) => {
    const resolved = written.map((column) => columnDbName(table, column));
    result.indexes[name] = { name, columns: resolved, ...(where !== undefined && { where }), isUnique };
    const sql = resolved.filter((column) => !Object.hasOwn(result.columns, column));
    if (sql.length > 0) {
      expressions[name] = {
        columns: Object.fromEntries(sql.map((column) => [column, { isExpression: true }])),
      };
    }
  };

  for (const column of columns) {
    const { unique, uniqueName = `${dbName}_${column.dbName}_unique`, references } = column;
    if (unique) addIndex(uniqueName, [column.dbName], true);
    if (references) {
      const target =
        all.find(({ name }) => name === references.table) ??
        all.find((other) => other.dbName === references.table);
      result.foreignKeys[references.name] = {
        name: references.name,
        tableFrom: dbName,
        tableTo: target?.dbName ?? references.table,
        columnsFrom: [column.dbName],
        columnsTo: [target ? columnDbName(target, references.column) : references.column],
        onDelete: references.onDelete,
        onUpdate: references.onUpdate,
      };
    }
  }
  for (const { name, columns: written, unique, where } of indexes) addIndex(name, written, unique, where);
  for (const { name, columns: written } of uniqueConstraints) addIndex(name, written, true);
  if (compositePrimaryKey) {
    const { name, columns: written } = compositePrimaryKey;
    const resolved = written.map((column) => columnDbName(table, column));
    result.compositePrimaryKeys[name] = { columns: resolved, name };
  }
  return result;
}

function snapshotColumn(column: ColumnModel): SnapshotColumn {
  const { dbName, sqlType, primaryKey, notNull, autoIncrement, sqlDefault, generated } = column;
  return {
    name: dbName,
    type: sqlType,
    primaryKey,
    notNull,
    autoincrement: autoIncrement,
    ...(sqlDefault !== undefined && { default: sqlDefault }),
    ...(generated && { generated: { as: generated.as, type: generated.type } }),
  };
}

/** A column as the model writes it (key, or SQL name, or an SQL expression) in its SQL form. */
function columnDbName({ columns }: MigratedTable, written: string): string {
  return columns.find(({ name }) => name === written)?.dbName ?? written;
}
