import { generateSQLiteMigration } from "drizzle-kit/api";
import { adoptConstraintNames, applyRenames, type Rename, renameStatement } from "./apply-renames";
import { searchStatements } from "./full-text";
import { parentsFirst, rebuildStatements } from "./rebuild-table";
import {
  canonical,
  emptyState,
  type SchemaState,
  type SnapshotTable,
  type SnapshotTables,
  snapshotOf,
} from "./snapshot";
import { diffTable } from "./table-diff";

/**
 * The SQL that leads from one state to the next: renames, new tables, rebuilt tables, added columns
 * and indexes, dropped columns, dropped tables, full-text indexes. drizzle-kit writes every statement
 * but renames, rebuilds and the last; it is given only steps that cannot make it ask a question.
 */
export async function migrationStatements(
  previous: SchemaState,
  current: SchemaState,
  renames: Rename[],
): Promise<string[]> {
  const expressions = { ...previous.expressions, ...current.expressions };
  const diff = async (from: SnapshotTables, to: SnapshotTables) =>
    sameTables(from, to)
      ? []
      : drizzleDiff({ tables: from, expressions, search: {} }, { tables: to, expressions, search: {} });

  const before = adoptConstraintNames(applyRenames(previous.tables, renames), current.tables);
  const state: SnapshotTables = { ...before };
  for (const table of Object.values(current.tables)) state[table.name] ??= table;
  const changed = Object.values(current.tables).flatMap((table) => {
    const former = before[table.name];
    return former ? [{ table, former, ...diffTable(former, table) }] : [];
  });
  const rebuilt = new Set(changed.filter(({ rebuild }) => rebuild).map(({ name }) => name));
  const search = searchStatements(previous.search, current.search, renames, before, rebuilt);
  const statements = [...search.before, ...renames.map(renameStatement), ...(await diff(before, state))];

  for (const { table, rebuild } of changed) {
    if (!rebuild) continue;
    statements.push(...(await rebuildStatements(table, state, createTable)));
    state[table.name] = { ...table, indexes: {} };
  }

  const widened: SnapshotTables = { ...state };
  for (const { table, former, rebuild, dropped } of changed) {
    const kept = rebuild ? [] : dropped.map(({ name }) => name);
    widened[table.name] = { ...table, columns: { ...table.columns, ...pick(former.columns, kept) } };
  }
  statements.push(...(await diff(state, widened)));

  const removed = Object.keys(before).filter((name) => !Object.hasOwn(current.tables, name));
  statements.push(...(await diff(widened, { ...pick(before, removed), ...current.tables })));
  statements.push(
    ...parentsFirst(removed, before)
      .toReversed()
      .map((name) => `DROP TABLE \`${name}\`;`),
    ...search.after,
  );
  return statements;
}

async function createTable(table: SnapshotTable): Promise<string> {
  const [create] = await drizzleDiff(emptyState, { ...emptyState, tables: { [table.name]: table } });
  if (create === undefined) throw new Error(`drizzle-kit made no CREATE TABLE for ${table.name}`);
  return create;
}

/** Compares two steps. A step shares the tables it leaves alone with the one before: those are equal by identity. */
function sameTables(from: SnapshotTables, to: SnapshotTables): boolean {
  const names = Object.keys(from);
  return (
    names.length === Object.keys(to).length &&
    names.every((name) => from[name] === to[name] || canonical(from[name]) === canonical(to[name]))
  );
}

/** drizzle-kit's own diff. */
async function drizzleDiff(from: SchemaState, to: SchemaState): Promise<string[]> {
  const statements = await generateSQLiteMigration(snapshotOf(from), snapshotOf(to));
  const rebuilding = statements.find((statement) => statement.startsWith("PRAGMA foreign_keys"));
  if (rebuilding) throw new Error("drizzle-kit would rebuild a table, which is unsafe on D1");
  return statements;
}

function pick<T>(record: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}
