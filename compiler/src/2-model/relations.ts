import type { ColumnModel, TableModel } from "./project-model";

const displayNames = ["name", "title", "label", "code"];

/** The column that stands for a row in lists and labels: as written, else the first usual name. */
export function displayColumnOf(written: string | undefined, columns: ColumnModel[]): string | undefined {
  return written ?? displayNames.find((name) => columns.some((column) => column.name === name));
}

/**
 * Foreign key column → table: as written, else by `.references()`, else by name
 * (`roomTypeId` → `roomTypes` or `roomType`).
 */
export function referencesOf(
  written: Record<string, string> | undefined,
  columns: ColumnModel[],
  tableNames: ReadonlySet<string>,
): Record<string, string> {
  const inferred = columns
    .filter(({ primaryKey, injected }) => !primaryKey && !injected)
    .flatMap(({ name, references }): [string, string][] => {
      const target = references?.table ?? tableByColumn(name, tableNames);
      return target === undefined ? [] : [[name, target]];
    });
  return { ...Object.fromEntries(inferred), ...written };
}

function tableByColumn(column: string, tableNames: ReadonlySet<string>): string | undefined {
  const stem = /^(.+)(Id|_id)$/.exec(column)?.[1];
  return stem && [`${stem}s`, stem].find((name) => tableNames.has(name));
}

/** Text columns `search` looks at: no keys, no ids, nothing the app fills itself. */
export function searchableOf(columns: ColumnModel[], { scopes }: TableModel["firewall"]): string[] {
  const scoped = scopes.map(({ column }) => column);
  return columns
    .filter(({ sqlType, dataType }) => sqlType === "text" && dataType === "string")
    .filter(({ primaryKey, references, injected }) => !primaryKey && !references && !injected)
    .filter(({ name }) => !scoped.includes(name) && !/(Id|_id)$/.test(name))
    .map(({ name }) => name);
}
