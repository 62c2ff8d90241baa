import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { columnsOf } from "./columns";
import type { RequestContext, Row, RuntimeTablePolicy } from "./types";

/** What an action's handler may spread into rows it writes by other means than the scoped db. */
export interface AuditFields {
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
}

/** Who writes, and when; `system` when nobody is signed in. */
export function auditFields(ctx: RequestContext): AuditFields {
  const now = new Date().toISOString();
  const actor = ctx.userId ?? "system";
  return { createdAt: now, createdBy: actor, modifiedAt: now, modifiedBy: actor };
}

interface Audited {
  table: SQLiteTable;
  policy: Pick<RuntimeTablePolicy, "audit">;
}

/** Audit columns of a new row; always written by the system, so nobody can forge them. */
export function auditInsert({ table, policy }: Audited, ctx: RequestContext): Row {
  return policy.audit ? present(table, { ...auditFields(ctx), deletedAt: null, deletedBy: null }) : {};
}

/** Audit columns of a changed row. */
export function auditUpdate({ table, policy }: Audited, ctx: RequestContext): Row {
  if (!policy.audit) return {};
  const { modifiedAt, modifiedBy } = auditFields(ctx);
  return present(table, { modifiedAt, modifiedBy });
}

/** The columns that mark a row deleted. */
export function auditDelete(audited: Audited, softDelete: string, ctx: RequestContext): Row {
  const { createdAt: now, createdBy: actor } = auditFields(ctx);
  const marks = audited.policy.audit ? { deletedBy: actor, modifiedAt: now, modifiedBy: actor } : {};
  return { [softDelete]: now, ...present(audited.table, marks) };
}

function present(table: SQLiteTable, fields: Row): Row {
  const columns = columnsOf(table);
  return Object.fromEntries(Object.entries(fields).filter(([key]) => Object.hasOwn(columns, key)));
}
