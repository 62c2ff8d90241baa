import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import type { SQLiteInsertBase, SQLiteInsertValue, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Orm } from "./database";

/** Columns that the scoped db fills itself, so that a handler leaves them out: the id and the tenant. */
type Filled = "id" | "organizationId" | "ownerId";

type Simplify<T> = { [Key in keyof T]: T[Key] };

/** A new row as a handler writes it. */
export type ScopedRow<T extends SQLiteTable> = Simplify<
  Omit<SQLiteInsertValue<T>, Filled> &
    Partial<Pick<SQLiteInsertValue<T>, Filled & keyof SQLiteInsertValue<T>>>
>;

/** What `db.insert(table)` returns. */
export interface ScopedInsert<T extends SQLiteTable> {
  values(rows: ScopedRow<T> | ScopedRow<T>[]): SQLiteInsertBase<T, "async", unknown>;
}

/**
 * Drizzle's query builder inside one caller's firewall. Rows of other tenants and deleted rows do not
 * exist for it: not in a join, a subquery or a fragment of raw SQL either. Inserts are stamped with
 * id, tenant and audit columns.
 */
export interface ScopedDb
  extends Pick<
    Orm,
    "select" | "selectDistinct" | "update" | "delete" | "with" | "$with" | "$count" | "all" | "get" | "values"
  > {
  insert<T extends SQLiteTable>(into: T): ScopedInsert<T>;
  /** Runs the statements as one transaction, all or nothing, and answers what each returned. */
  batch<const Statements extends readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]>(
    statements: Statements,
  ): Promise<BatchResponse<Statements>>;
}
