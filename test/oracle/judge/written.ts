import { allColumns, type Row, type TableSpec } from "../spec";
import { admits } from "./access";
import type { Fields } from "./body";
import { pickFields } from "./list";
import { maskRow } from "./masks";
import type { Standing } from "./standing";

/**
 * What a caller is shown of a row that they wrote: what get or list would show, else the id and what
 * they sent.
 */
export function judgeWritten(table: TableSpec, sent: Fields, row: Row, who: Standing): Row {
  const { get, list } = table.crud;
  const every = allColumns(table).map(({ key }) => key);
  const masked = maskRow(table, row, who);
  if (get && admits(get.access, who, row, table)) return pickFields(masked, get.fields ?? every);
  if (list && admits(list.access, who, row, table, true)) return pickFields(masked, list.fields ?? every);
  // A mask's owner clause does not speak here: the caller is not shown whose row it is.
  const echo = every.filter((key) => key === "id" || key in sent);
  return pickFields(maskRow(table, pickFields(row, echo), who), echo);
}
