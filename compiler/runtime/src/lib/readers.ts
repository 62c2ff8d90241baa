import { type Access, conditionFailed, holds, settleChecks } from "./access";
import type { ApiError } from "./errors";
import type { RegisteredTable } from "./table-registry";
import type { RequestContext, Row } from "./types";

/** A way to read records. */
export interface Reader {
  access: Access;
  fields: string[];
  /** Functions of the rule see the record; those of a list do not. */
  seesRecord: boolean;
}

/** A table with the ways to read its records. */
export interface ReadableTable extends RegisteredTable {
  /** The rules under which callers read records, and the columns that each answers; `get` first. */
  readers: Reader[];
}

/** The first way in which this caller may read the record; undefined where no rule lets them. */
export async function readerOf(
  { readers }: ReadableTable,
  ctx: RequestContext,
  row: Row,
): Promise<Reader | undefined> {
  for (const reader of readers) {
    // A rule that throws admits nobody; what was written before it was asked stays.
    if (await admits(reader, ctx, row).catch(() => false)) return reader;
  }
  return undefined;
}

async function admits({ access, seesRecord }: Reader, ctx: RequestContext, row: Row): Promise<boolean> {
  if (!ctx.authenticated && !access.admitsAnonymous) return false;
  const residual = access.residual(ctx);
  return holds(seesRecord ? residual : await settleChecks(residual, ctx), ctx, row);
}

/** With `errorMode: "hide"`, those who may not read a record are not even told that it is there. */
export async function hidesRecord(entry: ReadableTable, ctx: RequestContext, row: Row): Promise<boolean> {
  return entry.policy.firewall.errorMode === "hide" && !(await readerOf(entry, ctx, row));
}

/** The refusal of a record on which a condition fails; where it is hidden, the one of an absent record. */
export async function recordRefused(entry: ReadableTable, ctx: RequestContext, row: Row): Promise<ApiError> {
  return (await hidesRecord(entry, ctx, row)) ? entry.firewall.notFound() : conditionFailed();
}
