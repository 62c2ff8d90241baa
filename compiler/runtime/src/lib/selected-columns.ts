import { Column, getTableColumns, is, isSQLWrapper, SQL, Table } from "drizzle-orm";

/** A column of the database and the property of the result that its value comes back under. */
export interface SelectedColumn {
  /** SQL name of the column. */
  column: string;
  property: string;
}

/**
 * The columns behind the properties of a selection, `{ mail: candidates.email }` and
 * ``{ mail: sql`lower(${candidates.email})` }`` alike. Columns inside SQL written as text stay unseen.
 */
export function selectedColumns(fields: object): SelectedColumn[] {
  return Object.entries(fields).flatMap(([property, field]: [string, unknown]) => {
    if (is(field, Table)) return selectedColumns(getTableColumns(field));
    if (is(field, Column) || isSQLWrapper(field))
      return columnsIn(field).map((column) => ({ column, property }));
    return typeof field === "object" && field !== null ? selectedColumns(field) : [];
  });
}

function columnsIn(expression: unknown): string[] {
  if (is(expression, Column)) return [expression.name];
  if (is(expression, SQL.Aliased)) return columnsIn(expression.sql);
  if (is(expression, SQL)) return expression.queryChunks.flatMap(columnsIn);
  if (Array.isArray(expression)) return expression.flatMap(columnsIn);
  if (!isSQLWrapper(expression) || is(expression, Table)) return [];
  const { queryChunks } = expression.getSQL();
  // Text, parameters and names wrap nothing but themselves.
  return queryChunks.includes(expression) ? [] : queryChunks.flatMap(columnsIn);
}
