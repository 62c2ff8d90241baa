import type { Row, TableSpec } from "../spec";
import { allColumns } from "../spec";
import { pickFields } from "./list";
import { maskRow } from "./masks";
import type { Refusal, Standing } from "./standing";

/** What a write does: the tables after it, and the rows it answers with. */
export interface Effect {
  rows: Map<string, Row[]>;
  written: Row[];
}

/** One refused item of a batch. */
export interface ItemError extends Refusal {
  index: number;
  /** As it was sent, under `record` or `id`. */
  sent: unknown;
  kind: "record" | "id";
}

/** What the app must answer. A written row is known once its id and times are. */
export interface Verdict {
  status: number;
  /** Of an error answer. */
  code?: string;
  fields?: string[];
  body?: unknown;
  /** Of a batch: what the body's `errors` says. */
  errors?: ItemError[];
  /** Of an atomic batch: the items of which one must be named as the reason. */
  culprits?: ItemError[];
  effect?: Effect;
  /** The answer for the written rows as they turned out. */
  bodyOf?: (rows: Row[]) => unknown;
  /** The outcome hangs on the order in which the database takes the items, which is nobody's promise. */
  undecided?: true;
}

/** The columns of a single record's answer. */
export const recordFields = (table: TableSpec): string[] =>
  table.crud.get?.fields ?? allColumns(table).map(({ key }) => key);

/** A single record as the caller may see it. */
export const present = (table: TableSpec, row: Row, who: Standing): Row =>
  pickFields(maskRow(table, row, who), recordFields(table));
