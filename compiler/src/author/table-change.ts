import { mentionsOf } from "./mentions";
import type { DeclaredTable } from "./parsed-source";
import type { SourceEdit, Sources } from "./source-edit";

/** A change of a table under way. */
export interface TableChange {
  /** Every file as it is by now. */
  files: Map<string, string>;
  table: DeclaredTable;
  /** Columns that exist in databases, as `table.column` in SQL names. */
  migrated: ReadonlySet<string>;
  /** Names of columns that are no more. */
  gone: string[];
}

export interface ChangedTable extends SourceEdit {
  /** Places that still say the name of a column that was renamed or dropped, as `file:line`. */
  mentions: string[];
}

/** Replaces the text of one file. */
export function rewrite({ files }: TableChange, path: string, change: (text: string) => string): void {
  files.set(path, change(files.get(path) ?? ""));
}

/** What the change comes to: an edit of the table's file, or of the one that changes, the others along with it. */
export function editOf({ files, table, gone }: TableChange, sources: Sources): ChangedTable {
  const changed = [...files].flatMap(([path, after]): SourceEdit[] => {
    const before = sources.get(path);
    return before === after ? [] : [{ path, before, after }];
  });
  const text = sources.get(table.path) ?? "";
  const unchanged = { path: table.path, before: text, after: text };
  const main = changed.find(({ path }) => path === table.path) ?? changed[0] ?? unchanged;
  const also = changed.filter((edit) => edit !== main);
  return { ...main, ...(also.length > 0 && { also }), mentions: mentionsOf(files, table, gone) };
}
