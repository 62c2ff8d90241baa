import { positionOf, removeEdit } from "../2-model/positions";
import type { ColumnModel, TableModel } from "../2-model/project-model";
import { diagnostics } from "../diagnostics/codes.generated";
import type { Diagnostic } from "../diagnostics/diagnostic";
import { unknownColumns } from "./columns";

/** Search looks at texts of the author's; a full-text index has columns, under names that FTS5 takes. */
export function checkSearch(table: TableModel): Diagnostic[] {
  const { searchable, fullText } = table;
  return [
    ...unknownColumns(table, searchable, "search.fields"),
    ...searchable.flatMap((column, index) => checkText(table, column, `search.fields.${index}`)),
    ...(fullText ? checkIndex(table, fullText.columns) : []),
  ];
}

function checkText(table: TableModel, name: string, path: string): Diagnostic[] {
  const { columns, positions } = table;
  const column = columns.find((candidate) => candidate.name === name);
  const problem = column && notSearchable(table, column);
  if (problem === undefined) return [];
  const params = { table: table.name, column: name, problem };
  return [diagnostics.SEARCH_NOT_TEXT(params, positionOf(positions, path), removeEdit(positions, path))];
}

function notSearchable({ firewall }: TableModel, column: ColumnModel): string | undefined {
  const { name, sqlType, dataType, injected, primaryKey } = column;
  if (sqlType !== "text" || dataType !== "string") return "is no text";
  if (injected || primaryKey) return "the app fills itself";
  return firewall.scopes.some((scope) => scope.column === name) ? "holds the scope of the row" : undefined;
}

/** `rank` and `rowid` are FTS5's own, and `rowid` is how a row is found. */
function checkIndex(table: TableModel, indexed: Record<string, string>): Diagnostic[] {
  const { name, columns, positions } = table;
  if (Object.keys(indexed).length === 0)
    return [diagnostics.SEARCH_NOTHING({ table: name }, positionOf(positions, "search.fullText"))];
  return columns
    .filter((column) => {
      const sqlName = column.dbName.toLowerCase();
      return sqlName === "rowid" || (sqlName === "rank" && Object.hasOwn(indexed, column.name));
    })
    .map((column) => {
      const params = { table: name, column: column.name, sqlName: column.dbName };
      return diagnostics.SEARCH_RESERVED_COLUMN(params, column.position ?? positionOf(positions, "search"));
    });
}
