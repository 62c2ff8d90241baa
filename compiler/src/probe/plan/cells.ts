import type { ColumnModel } from "../../2-model/project-model";

/** A value as the database holds it. */
export type Cell = string | number | null;

/** What a caller must see in a field: this value, anything but this value, or just the field. */
export type Shown = { is: unknown } | { not: unknown; marker?: string } | "present";

/** A moment that is a valid timestamp in seconds and in milliseconds. */
export const moment = 1_700_000_000;
export const momentText = "2026-01-01T00:00:00.000Z";

/** Text that stands nowhere else, so that one look at an answer tells which value it lets out. */
export const markerOf = (count: number): string => `qb${count}z`;
export const markers = /qb\d+z/g;

/** How the API answers a cell; `undefined` where the driver's form cannot be read off the model. */
export function answered({ dataType }: ColumnModel, cell: Cell): unknown {
  if (cell === null) return null;
  switch (dataType) {
    case "boolean":
      return cell === 1;
    case "json":
      return typeof cell === "string" ? JSON.parse(cell) : undefined;
    case "string":
    case "number":
      return cell;
    default:
      return undefined;
  }
}

/** A literal of SQL. */
export function sqlLiteral(cell: Cell): string {
  if (cell === null) return "NULL";
  return typeof cell === "number" ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
}
