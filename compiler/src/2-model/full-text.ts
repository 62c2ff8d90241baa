import type { TableModel } from "./project-model";
import type { RawTable } from "./raw";

/** Tables that FTS5 itself makes beside an index over another table's rows. */
const shadows = ["", "_data", "_idx", "_docsize", "_config"];

/**
 * The full-text index of a table that asks for one; every database of the compiler has FTS5.
 * Its columns are called like the table's own, since FTS5 reads the rows there.
 */
export function fullTextOf(
  raw: RawTable["search"],
  { dbName, columns, searchable }: Pick<TableModel, "dbName" | "columns" | "searchable">,
): TableModel["fullText"] {
  if (!raw?.fullText) return undefined;
  const searched = columns.filter(({ name }) => searchable.includes(name));
  return {
    table: `${dbName}_search`,
    columns: Object.fromEntries(searched.map((column) => [column.name, column.dbName])),
  };
}

/** The tables with full-text indexes whose names are free: a table or an index may have the first choice. */
export function withFreeSearchNames(tables: TableModel[]): TableModel[] {
  const names = tables.flatMap(({ dbName, indexes }) => [dbName, ...indexes.map(({ name }) => name)]);
  const taken = new Set(names.map((name) => name.toLowerCase()));
  return tables.map((table) => {
    if (!table.fullText) return table;
    const base = table.fullText.table;
    const all = (name: string) => searchTables(name.toLowerCase());
    let name = base;
    for (let next = 2; all(name).some((each) => taken.has(each)); next += 1) name = `${base}_${next}`;
    for (const each of all(name)) taken.add(each);
    return { ...table, fullText: { ...table.fullText, table: name } };
  });
}

/** Every table of the database that belongs to a full-text index. */
export function searchTables(index: string): string[] {
  return shadows.map((shadow) => `${index}${shadow}`);
}
