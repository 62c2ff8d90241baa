import type { Rename } from "./apply-renames";
import { changedSearch } from "./full-text";
import type { SchemaState, SnapshotTables } from "./snapshot";
import { diffTable } from "./table-diff";

const longest = 60;

/**
 * Names a migration after its most telling change: `add_status_column`, `create_orders_table`.
 * @returns lower-case words joined by `_`; `initial` for the first migration
 */
export function describeMigration(
  previous: SchemaState | undefined,
  current: SchemaState,
  renames: Rename[],
): string {
  if (!previous) return "initial";
  const [first = "update_schema", ...more] = [
    ...changes(previous.tables, current.tables, renames),
    ...changedSearch(previous.search, current.search).map((table) => `update_${table}_search`),
  ];
  const suffix = more.length > 0 ? "_and_more" : "";
  const clean = first.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return clean.slice(0, longest - suffix.length).replace(/_+$/, "") + suffix;
}

function changes(previous: SnapshotTables, current: SnapshotTables, renames: Rename[]): string[] {
  const renamedTables = new Map(
    renames.flatMap((rename) => (rename.kind === "table" ? [[rename.to, rename.from]] : [])),
  );
  const created = Object.keys(current).filter(
    (name) => !Object.hasOwn(previous, name) && !renamedTables.has(name),
  );
  const gone = new Set(renamedTables.values());
  const dropped = Object.keys(previous).filter((name) => !Object.hasOwn(current, name) && !gone.has(name));
  const renamedColumns = renames.flatMap((rename) => (rename.kind === "column" ? [rename] : []));

  const columns = Object.values(current).flatMap((table) => {
    const before = previous[renamedTables.get(table.name) ?? table.name];
    if (!before) return [];
    const { added, dropped: removed, altered, sameColumns } = diffTable(before, table);
    const own = renamedColumns.filter((rename) => rename.table === table.name);
    const indexesDiffer = Object.keys(before.indexes).join() !== Object.keys(table.indexes).join();
    return [
      ...added
        .filter(({ name }) => !own.some(({ to }) => to === name))
        .map(({ name }) => `add_${name}_column`),
      ...altered.map(({ name }) => `change_${name}_column`),
      ...removed
        .filter(({ name }) => !own.some(({ from }) => from === name))
        .map(({ name }) => `drop_${name}_column`),
      ...(sameColumns && indexesDiffer ? [`update_${table.name}_indexes`] : []),
    ];
  });
  return [
    ...created.map((name) => `create_${name}_table`),
    ...[...renamedTables].map(([to, from]) => `rename_${from}_to_${to}`),
    ...renamedColumns.map(({ from, to }) => `rename_${from}_to_${to}`),
    ...columns,
    ...dropped.map((name) => `drop_${name}_table`),
  ];
}
