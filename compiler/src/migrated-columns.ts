import { readMigrations } from "./1-load/read-migrations";
import { readHistory } from "./5-migrate/migration-files";

/** The columns that migrations have made so far, as `table.column` in SQL names. */
export async function migratedColumns(root: string): Promise<ReadonlySet<string>> {
  const files = await readMigrations(root);
  const folders = new Set([...files.keys()].flatMap((path) => /^quickback\/drizzle\/[^/]+/.exec(path) ?? []));
  const columns = [...folders].flatMap((folder) => {
    const history = readHistory(folder, files);
    if ("code" in history) return [];
    return Object.values(history.last?.tables ?? {}).flatMap((table) =>
      Object.keys(table.columns).map((column) => `${table.name}.${column}`),
    );
  });
  return new Set(columns);
}
