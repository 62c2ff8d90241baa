import type { ColumnModel, TableModel } from "../../2-model/project-model";
import { namesColumn } from "../../2-model/sql-names";
import type { Cell } from "./cells";

/** A column that CHECKs look at, and the values that were tried in it: first the one that it usually gets. */
export interface CheckedColumn {
  name: string;
  choices: Cell[];
  /** It takes no other values than these. */
  closed: boolean;
  /** Of a key: the place of the choice that stands for rows which it does not usually point at. */
  other?: number;
}

/** What a row needs beside what stands in it. */
export interface Settled {
  cells: Record<string, Cell>;
  /** Keys that must point at a row of their own. */
  apart: ReadonlySet<string>;
}

/** Which of the values that were tried a table's CHECKs let through together. */
export interface CheckPool {
  columns: CheckedColumn[];
  /** For each column the place of its value among the choices; what differs least from the usual comes first. */
  passing: number[][];
}

/** What the CHECK constraints of the tables ask of rows and bodies. */
export class Checks {
  constructor(private readonly pools: ReadonlyMap<string, CheckPool> = new Map()) {}

  /**
   * What a row needs for its table's CHECKs.
   * @param fixed what stands in the row already, by column
   * @returns undefined where nothing that was tried lets it through
   */
  settle({ name }: TableModel, fixed: Readonly<Record<string, Cell>>): Settled | undefined {
    const pool = this.pools.get(name);
    if (!pool) return { cells: {}, apart: new Set() };
    const { columns, passing } = pool;
    const asked = placesOf(columns, fixed);
    const found = passing.find((places) =>
      places.every((place, index) => asked[index] === undefined || asked[index] === place),
    );
    if (!found) return undefined;
    const cells: Record<string, Cell> = {};
    const apart = new Set<string>();
    columns.forEach(({ name: column, choices, closed, other }, index) => {
      const place = found[index] ?? 0;
      const cell = choices[place];
      if (fixed[column] !== undefined || cell === undefined) return;
      if (place === other) apart.add(column);
      else if (closed || place > 0) cells[column] = cell;
    });
    return { cells, apart };
  }

  /** The columns of a table that its CHECKs look at. */
  columnsOf({ name }: TableModel): readonly CheckedColumn[] {
    return this.pools.get(name)?.columns ?? [];
  }
}

/** Which place of each column the row's cells are at; absent: none of them is there yet. */
function placesOf(columns: CheckedColumn[], fixed: Readonly<Record<string, Cell>>): (number | undefined)[] {
  let first: Cell | undefined;
  return columns.map(({ name, choices, other }) => {
    const cell = fixed[name];
    if (cell === undefined) return undefined;
    const known = choices.indexOf(cell);
    if (known >= 0) return known;
    // Of keys only counts whether they point at the same row.
    first ??= other === undefined ? undefined : cell;
    return other !== undefined && cell !== first ? other : 0;
  });
}

/** Whether a CHECK of the table names the column. */
export function isChecked({ checks }: TableModel, { dbName }: ColumnModel): boolean {
  return checks.some(({ sql }) => namesColumn(sql, dbName));
}
