import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { columnsOf } from "./columns";
import { compileFirewall, type Firewall } from "./firewall";
import type { RuntimeTablePolicy } from "./types";

/** A table of the app with its policy, prepared. */
export interface RegisteredTable {
  table: SQLiteTable;
  policy: RuntimeTablePolicy;
  firewall: Firewall;
  /** SQL name, lower case. */
  sqlName: string;
  foreignKeys: TableForeignKey[];
}

export interface TableForeignKey {
  /** Column keys of this table, and the keys they point at, pairwise. */
  columns: string[];
  foreignColumns: string[];
  foreignTable: SQLiteTable;
}

/** Every table of the app: what joins, foreign keys, cascades and the scoped db look policies up in. */
export interface TableRegistry {
  of(table: SQLiteTable): RegisteredTable | undefined;
  /** By SQL name, whatever its case. */
  named(sqlName: string): RegisteredTable | undefined;
  /** By logical name. */
  called(name: string): RegisteredTable | undefined;
  /** Tables with a foreign key that points at `table`. */
  childrenOf(table: SQLiteTable): { child: RegisteredTable; key: TableForeignKey }[];
}

/** Builds the registry from every table route and internal table of the app. */
export function createTableRegistry(
  tables: readonly { table: SQLiteTable; policy: RuntimeTablePolicy }[],
): TableRegistry {
  const byTable = new Map<SQLiteTable, RegisteredTable>();
  const byName = new Map<string, RegisteredTable>();
  for (const { table, policy } of tables) {
    const config = getTableConfig(table);
    const entry: RegisteredTable = {
      table,
      policy,
      firewall: compileFirewall(policy.firewall, table),
      sqlName: config.name.toLowerCase(),
      foreignKeys: config.foreignKeys.map((key) => {
        const { columns, foreignColumns, foreignTable } = key.reference();
        return {
          columns: columns.map((column) => keyOf(table, column)),
          foreignColumns: foreignColumns.map((column) => keyOf(foreignTable, column)),
          foreignTable,
        };
      }),
    };
    byTable.set(table, entry);
    byName.set(entry.sqlName, entry);
  }
  return {
    of: (table) => byTable.get(table),
    named: (sqlName) => byName.get(sqlName.toLowerCase()),
    called: (name) => [...byTable.values()].find(({ policy }) => policy.name === name),
    childrenOf: (table) =>
      [...byTable.values()].flatMap((child) =>
        child.foreignKeys.filter((key) => key.foreignTable === table).map((key) => ({ child, key })),
      ),
  };
}

function keyOf(table: SQLiteTable, column: { name: string }): string {
  const key = Object.entries(columnsOf(table)).find(([, candidate]) => candidate === column)?.[0];
  if (key === undefined)
    throw new Error(`A foreign key names the column "${column.name}", which is not there`);
  return key;
}
