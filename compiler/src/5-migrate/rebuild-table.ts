import type { SnapshotTable, SnapshotTables } from "./snapshot";

/**
 * Builds a table anew and keeps every row, its own and its children's.
 *
 * D1 always enforces foreign keys and ignores `PRAGMA foreign_keys=OFF`, which drizzle-kit emits
 * here: dropping the old table would delete its rows first and so cascade into the children. The
 * children are therefore set aside before and put back after.
 * @param table the table as it shall be
 * @param tables every table as it stands at this point of the migration
 * @param createTable `CREATE TABLE` of a table, without its indexes
 */
export async function rebuildStatements(
  table: SnapshotTable,
  tables: SnapshotTables,
  createTable: (table: SnapshotTable) => Promise<string>,
): Promise<string[]> {
  const before = tables[table.name];
  if (!before) throw new Error(`Table ${table.name} is not there to rebuild`);
  const children = descendants(table.name, tables);
  const stash = (name: string) => `__keep_${name}`;
  const fresh = `__new_${table.name}`;
  const copied = writable(table)
    .filter((name) => Object.hasOwn(before.columns, name))
    .map((name) =>
      needsValue(before, table, name)
        ? [name, `coalesce("${name}", ${table.columns[name]?.default})`]
        : [name, `"${name}"`],
    );

  return [
    ...(children.length > 0 ? ["PRAGMA defer_foreign_keys=ON;"] : []),
    ...children.map(
      (child) =>
        `CREATE TABLE \`${stash(child.name)}\` AS SELECT ${columnList(writable(child))} FROM \`${child.name}\`;`,
    ),
    ...children.toReversed().map(({ name }) => `DELETE FROM \`${name}\`;`),
    await createTable(named(table, fresh)),
    `INSERT INTO \`${fresh}\`(${copied.map(([name]) => `"${name}"`).join(", ")}) SELECT ${copied.map(([, value]) => value).join(", ")} FROM \`${table.name}\`;`,
    `DROP TABLE \`${table.name}\`;`,
    `ALTER TABLE \`${fresh}\` RENAME TO \`${table.name}\`;`,
    ...children.flatMap((child) => [
      `INSERT INTO \`${child.name}\`(${columnList(writable(child))}) SELECT ${columnList(writable(child))} FROM \`${stash(child.name)}\`;`,
      `DROP TABLE \`${stash(child.name)}\`;`,
    ]),
  ];
}

/** Tables that refer to `name`, directly or through others; parents before children. */
function descendants(name: string, tables: SnapshotTables): SnapshotTable[] {
  const found = new Set<string>();
  const visit = (parent: string) => {
    for (const child of Object.values(tables)) {
      const refers = Object.values(child.foreignKeys).some(({ tableTo }) => tableTo === parent);
      if (!refers || child.name === name || found.has(child.name)) continue;
      found.add(child.name);
      visit(child.name);
    }
  };
  visit(name);
  return parentsFirst([...found], tables).flatMap((child) => tables[child] ?? []);
}

/** Sorts tables so that each stands after the ones it refers to; within a cycle the order is as given. */
export function parentsFirst(names: string[], tables: SnapshotTables): string[] {
  const sorted = new Set<string>();
  const visiting = new Set<string>();
  const visit = (name: string) => {
    if (sorted.has(name) || visiting.has(name)) return;
    visiting.add(name);
    for (const { tableTo } of Object.values(tables[name]?.foreignKeys ?? {}))
      if (names.includes(tableTo)) visit(tableTo);
    sorted.add(name);
  };
  for (const name of names) visit(name);
  return [...sorted];
}

/** The table under another name; references to itself and checks follow. */
function named(table: SnapshotTable, name: string): SnapshotTable {
  const foreignKeys = Object.entries(table.foreignKeys).map(([key, value]) => [
    key,
    { ...value, tableFrom: name, tableTo: value.tableTo === table.name ? name : value.tableTo },
  ]);
  const checks = Object.entries(table.checkConstraints).map(([key, check]) => [
    key,
    { ...check, value: check.value.replaceAll(`"${table.name}".`, `"${name}".`) },
  ]);
  return {
    ...table,
    name,
    indexes: {},
    foreignKeys: Object.fromEntries(foreignKeys),
    checkConstraints: Object.fromEntries(checks),
  };
}

function writable({ columns }: SnapshotTable): string[] {
  return Object.values(columns)
    .filter(({ generated }) => generated === undefined)
    .map(({ name }) => name);
}

/** A column that becomes NOT NULL and has a default: rows without a value get it. */
function needsValue(before: SnapshotTable, after: SnapshotTable, name: string): boolean {
  const now = after.columns[name];
  return before.columns[name]?.notNull === false && now?.notNull === true && now.default !== undefined;
}

function columnList(names: string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
