import type { FirewallScope } from "../../runtime/src/lib/policy";
import type { IndexModel, TableModel } from "./project-model";

const scopeOrder: readonly FirewallScope["kind"][] = ["organization", "team", "owner"];

/**
 * The tables with the indexes their routes need and their authors did not write: one that holds the
 * rows of a caller in the order of the default list, and one on each foreign key, which the database
 * looks up whenever a parent goes. Names are unique in the project.
 */
export function withInjectedIndexes(tables: TableModel[]): TableModel[] {
  const taken = new Set(tables.flatMap((table) => [table.dbName, ...indexNames(table)].map(lowerCase)));
  return tables.map((table) => {
    const lists = listsOf(table).filter((list) => !isListed(table, list));
    const listIndexes = lists.map(({ scope, rest }) => indexModel(table, [...scope, ...rest], taken));
    const keys = table.columns.filter(({ references }) => references).map(({ name }) => name);
    const indexed = firstColumns({ ...table, indexes: [...table.indexes, ...listIndexes] });
    const keyIndexes = keys
      .filter((key) => !indexed.has(dbNameOf(table, key)))
      .map((key) => indexModel(table, [key], taken));
    return { ...table, indexes: [...table.indexes, ...listIndexes, ...keyIndexes] };
  });
}

/** What one kind of caller's list asks for by equality, and what the rows are sorted by. */
interface ListColumns {
  scope: string[];
  rest: string[];
}

/**
 * The lists of a table. `deletedAt IS NULL` is an equality to SQLite's planner, so behind it the
 * index is still in the order of the list. Who skips an optional owner scope has a list of their own.
 */
function listsOf({ firewall, columns, defaultSort, internal, id }: TableModel): ListColumns[] {
  const scopes = scopeOrder.flatMap((kind) => firewall.scopes.filter((scope) => scope.kind === kind));
  const known = new Set(columns.map(({ name }) => name));
  const [sort] = defaultSort;
  const order = internal ? [] : [sort?.field ?? id.column];
  const lists = [scopes, scopes.filter(({ exceptRoles }) => !exceptRoles)].map((applied) => {
    const scope = applied.map(({ column }) => column);
    const rest = [...(firewall.softDelete ? [firewall.softDelete] : []), ...order];
    return { scope, rest: [...new Set(rest)].filter((column) => !scope.includes(column)) };
  });
  // A misspelt column is told by the checks, not by an index over nothing.
  return unique(lists).filter(
    ({ scope, rest }) => scope.length > 0 && [...scope, ...rest].every((column) => known.has(column)),
  );
}

/** An index of the author's that begins with the scope is their choice. A unique one is a rule, not a choice. */
function isListed(table: TableModel, { scope, rest }: ListColumns): boolean {
  const beginsWith = (index: IndexModel, wanted: string[]) =>
    wanted.every((column, at) => dbNameOf(table, index.columns[at]) === dbNameOf(table, column));
  return table.indexes.some(
    (index) =>
      (!index.unique && beginsWith(index, scope)) ||
      (index.where === undefined && beginsWith(index, [...scope, ...rest])),
  );
}

/** SQL names of the columns that a lookup finds by an index or key over all rows. */
function firstColumns(table: TableModel): ReadonlySet<string | undefined> {
  const { columns, indexes, uniqueConstraints, compositePrimaryKey } = table;
  const lists = [
    ...columns.filter(({ primaryKey, unique }) => primaryKey || unique).map(({ name }) => [name]),
    ...indexes.filter(({ where }) => where === undefined).map((index) => index.columns),
    ...[...uniqueConstraints, ...(compositePrimaryKey ? [compositePrimaryKey] : [])].map(
      (constraint) => constraint.columns,
    ),
  ];
  return new Set(lists.map(([first]) => dbNameOf(table, first)));
}

function indexModel(table: TableModel, columns: string[], taken: Set<string>): IndexModel {
  const base = [table.dbName, ...columns.map((column) => dbNameOf(table, column)), "idx"].join("_");
  let name = base;
  for (let next = 2; taken.has(lowerCase(name)); next += 1) name = `${base}_${next}`;
  taken.add(lowerCase(name));
  return { name, columns, unique: false, injected: true };
}

function indexNames({ dbName, columns, indexes, uniqueConstraints }: TableModel): string[] {
  const unique = columns.filter((column) => column.unique);
  return [
    ...[...indexes, ...uniqueConstraints].map(({ name }) => name),
    ...unique.map((column) => column.uniqueName ?? `${dbName}_${column.dbName}_unique`),
  ];
}

/** Columns stand in written indexes by SQL name, in injected ones by key. */
function dbNameOf({ columns }: TableModel, written: string | undefined): string | undefined {
  return columns.find(({ name }) => name === written)?.dbName ?? written;
}

function unique(lists: ListColumns[]): ListColumns[] {
  return [...new Map(lists.map((list) => [list.scope.join(), list])).values()];
}

/** SQLite's names differ in more than case. */
const lowerCase = (name: string): string => name.toLowerCase();
