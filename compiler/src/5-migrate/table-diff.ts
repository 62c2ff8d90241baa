import { canonical, type SnapshotColumn, type SnapshotTable } from "./snapshot";

/** How a table that stands in both states changed. */
export interface TableDiff {
  name: string;
  added: SnapshotColumn[];
  dropped: SnapshotColumn[];
  /** Columns in both whose definition differs. */
  altered: SnapshotColumn[];
  /** SQLite cannot make the change in place: the table is built anew and its rows are copied. */
  rebuild: boolean;
  /** Nothing but indexes changed, or nothing at all. */
  sameColumns: boolean;
}

/** Compares a table before (renames applied) and after. */
export function diffTable(before: SnapshotTable, after: SnapshotTable): TableDiff {
  const added = Object.values(after.columns).filter(({ name }) => !Object.hasOwn(before.columns, name));
  const dropped = Object.values(before.columns).filter(({ name }) => !Object.hasOwn(after.columns, name));
  const altered = Object.values(after.columns).filter((column) => {
    const former = before.columns[column.name];
    return former !== undefined && canonical(former) !== canonical(column);
  });
  const constraintsDiffer =
    canonical(before.compositePrimaryKeys) !== canonical(after.compositePrimaryKeys) ||
    canonical(before.checkConstraints) !== canonical(after.checkConstraints) ||
    canonical(foreignKeysOf(before)) !== canonical(foreignKeysOf(after, added));
  return {
    name: after.name,
    added,
    dropped,
    altered,
    rebuild:
      altered.length > 0 ||
      constraintsDiffer ||
      added.some((column) => !addable(column, after)) ||
      dropped.some((column) => !droppable(column, before)),
    sameColumns: added.length + dropped.length + altered.length === 0 && !constraintsDiffer,
  };
}

/** Foreign keys by content; those of `except` columns come with `ADD COLUMN` and do not count. */
function foreignKeysOf({ foreignKeys }: SnapshotTable, except: SnapshotColumn[] = []): string[] {
  const inPlace = new Set(except.map(({ name }) => name));
  return Object.values(foreignKeys)
    .filter(
      ({ columnsFrom: [first, ...more] }) => first === undefined || more.length > 0 || !inPlace.has(first),
    )
    .map((key) => canonical({ ...key, name: "" }))
    .sort();
}

/** What `ALTER TABLE … ADD COLUMN` takes: see "ALTER TABLE ADD COLUMN" in SQLite's documentation. */
function addable(
  { name, primaryKey, generated, default: value }: SnapshotColumn,
  table: SnapshotTable,
): boolean {
  const constant = typeof value !== "string" || !/^\(|^current_(time|date|timestamp)$/i.test(value);
  const referencing = Object.values(table.foreignKeys).some(({ columnsFrom }) => columnsFrom.includes(name));
  return !primaryKey && generated?.type !== "stored" && constant && !(referencing && value !== undefined);
}

/** What `ALTER TABLE … DROP COLUMN` takes: no key, no foreign key, not read by a generated column. */
function droppable({ name, primaryKey }: SnapshotColumn, table: SnapshotTable): boolean {
  const referencing = Object.values(table.foreignKeys).some(({ columnsFrom }) => columnsFrom.includes(name));
  const generating = Object.values(table.columns).some(({ generated }) => generated?.as.includes(name));
  const checked = Object.values(table.checkConstraints).some(({ value }) => value.includes(name));
  return !primaryKey && !referencing && !generating && !checked;
}
