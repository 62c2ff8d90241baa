import { canonical, type SnapshotColumn, type SnapshotTable, type SnapshotTables } from "./snapshot";

/** A rename that a hint has confirmed; `table` is the current SQL name. */
export type Rename =
  | { kind: "table"; from: string; to: string }
  | { kind: "column"; table: string; from: string; to: string };

/** The statement that performs a rename and keeps the data. */
export function renameStatement(rename: Rename): string {
  return rename.kind === "table"
    ? `ALTER TABLE \`${rename.from}\` RENAME TO \`${rename.to}\`;`
    : `ALTER TABLE \`${rename.table}\` RENAME COLUMN \`${rename.from}\` TO \`${rename.to}\`;`;
}

/**
 * The tables as they are after `ALTER TABLE … RENAME`: SQLite rewrites indexes, foreign keys and
 * checks with the rename, so the snapshot must too.
 */
export function applyRenames(tables: SnapshotTables, renames: Rename[]): SnapshotTables {
  return renames.reduce(
    (current, rename) =>
      rename.kind === "table" ? renameTable(current, rename) : renameColumn(current, rename),
    tables,
  );
}

function renameTable(tables: SnapshotTables, { from, to }: { from: string; to: string }): SnapshotTables {
  const renamed = (name: string) => (name === from ? to : name);
  return mapTables(tables, (table) => ({
    ...table,
    name: renamed(table.name),
    foreignKeys: mapValues(table.foreignKeys, (key) => ({
      ...key,
      tableFrom: renamed(key.tableFrom),
      tableTo: renamed(key.tableTo),
    })),
    ...(table.name === from && rewriteSql(table, (sql) => sql.replaceAll(`"${from}".`, `"${to}".`))),
  }));
}

function renameColumn(
  tables: SnapshotTables,
  { table: owner, from, to }: { table: string; from: string; to: string },
): SnapshotTables {
  const renamed = (name: string) => (name === from ? to : name);
  const rewrite = (sql: string) => sql.replaceAll(`"${from}"`, `"${to}"`);
  return mapTables(tables, (table) => {
    const foreignKeys = mapValues(table.foreignKeys, (key) => ({
      ...key,
      ...(key.tableFrom === owner && { columnsFrom: key.columnsFrom.map(renamed) }),
      ...(key.tableTo === owner && { columnsTo: key.columnsTo.map(renamed) }),
    }));
    if (table.name !== owner) return { ...table, foreignKeys };
    const columns = Object.values(table.columns).map((column): [string, SnapshotColumn] => [
      renamed(column.name),
      { ...column, name: renamed(column.name) },
    ]);
    const { indexes, checkConstraints } = rewriteSql(table, rewrite);
    return {
      ...table,
      foreignKeys,
      columns: Object.fromEntries(columns),
      indexes: mapValues(indexes, (index) => ({ ...index, columns: index.columns.map(renamed) })),
      compositePrimaryKeys: mapValues(table.compositePrimaryKeys, (key) => ({
        ...key,
        columns: key.columns.map(renamed),
      })),
      checkConstraints,
    };
  });
}

/** The SQL fragments of a table (partial indexes and checks), each passed through `rewrite`. */
function rewriteSql(
  table: SnapshotTable,
  rewrite: (sql: string) => string,
): Pick<SnapshotTable, "indexes" | "checkConstraints"> {
  return {
    indexes: mapValues(table.indexes, ({ where, ...index }) => ({
      ...index,
      ...(where !== undefined && { where: rewrite(where) }),
    })),
    checkConstraints: mapValues(table.checkConstraints, (check) => ({
      ...check,
      value: rewrite(check.value),
    })),
  };
}

/**
 * Names of foreign keys and composite keys exist only in snapshots, not in SQLite: where the content
 * is the same, the former names give way to the current ones, so that a rename leaves no difference.
 */
export function adoptConstraintNames(previous: SnapshotTables, current: SnapshotTables): SnapshotTables {
  return mapTables(previous, (table) => {
    const now = current[table.name];
    if (!now) return table;
    return {
      ...table,
      foreignKeys: renameKeys(table.foreignKeys, now.foreignKeys),
      compositePrimaryKeys: renameKeys(table.compositePrimaryKeys, now.compositePrimaryKeys),
    };
  });
}

function renameKeys<T extends { name?: string | undefined }>(
  before: Record<string, T>,
  after: Record<string, T>,
): Record<string, T> {
  const content = (item: T) => canonical({ ...item, name: "" });
  const byContent = new Map(
    Object.entries(after).map(([key, item]) => [content(item), [key, item] as const]),
  );
  return Object.fromEntries(
    Object.entries(before).map(([key, item]) => byContent.get(content(item)) ?? [key, item]),
  );
}

function mapTables(tables: SnapshotTables, change: (table: SnapshotTable) => SnapshotTable): SnapshotTables {
  return Object.fromEntries(
    Object.values(tables)
      .map(change)
      .map((table) => [table.name, table]),
  );
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
