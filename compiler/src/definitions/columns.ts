import type { InferSelectModel, Table } from "drizzle-orm";

/** A column that the table's author wrote. */
export type ColumnKey<T extends Table> = keyof T["_"]["columns"] & string;

/**
 * The columns that Quickback adds to every table. Never write them in a Drizzle table, unless
 * `compiler.features.auditFields` is false: then none is added.
 */
export interface AuditRecord {
  /** ISO 8601 in UTC, as are the other times. */
  createdAt: string;
  /** User id. */
  createdBy: string | null;
  modifiedAt: string;
  modifiedBy: string | null;
  deletedAt: string | null;
  deletedBy: string | null;
}

/** A column that exists in the compiled table: written by the author or added by Quickback. */
export type Field<T extends Table> = ColumnKey<T> | keyof AuditRecord;

/** A row of the compiled table. */
export type RecordOf<T extends Table> = InferSelectModel<T> & Omit<AuditRecord, keyof InferSelectModel<T>>;

/** A value read from the request context, e.g. `$ctx.userId` or `$ctx.activeOrgId`. */
export type ContextPath = `$ctx.${string}`;

/** A value of a column as Drizzle knows it. */
export type ColumnValue<T extends Table, K extends ColumnKey<T>> =
  InferSelectModel<T> extends Record<K, infer Value> ? Value : never;

/** What a column's default can be: a value as a client would send it, or one of the request context. */
export type DefaultOf<T extends Table, K extends ColumnKey<T>> = ValueOf<T, K> | ContextPath;

/** What a column can be compared with. */
export type ValueOf<T extends Table, K extends Field<T>> =
  RecordOf<T> extends Record<K, infer Value>
    ? Value extends string | number | boolean | null
      ? Value
      : string | number | boolean
    : never;
