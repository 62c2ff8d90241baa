import type { InferSelectModel } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Context } from "hono";
import type { ZodType, z } from "zod";
import type { AppEnv } from "./app-env";
import type { AuditFields } from "./audit-wrapper";
import type { Orm } from "./database";
import type { ActionMethod, Condition, UnsafePolicy } from "./policy";
import type { ScopedDb } from "./scoped-types";
import type { Services } from "./services";
import type { AccessFunction, RequestContext } from "./types";

export { ActionError } from "./errors";
export type { ScopedDb } from "./scoped-types";
export type { Services } from "./services";
export type { RequestContext } from "./types";

type TableOrNone = SQLiteTable | null;
export type RecordOf<TTable extends TableOrNone> = TTable extends SQLiteTable
  ? InferSelectModel<TTable>
  : undefined;

/** What a handler is called with. */
export interface ActionParams<TRecord, TInput> {
  /** The database inside the caller's firewall: other tenants' rows do not exist here. */
  db: ScopedDb;
  /** The database without any scope; given to `unsafe` actions only. */
  rawDb: Orm | undefined;
  ctx: RequestContext;
  /** The record of the path; `undefined` in a standalone action. */
  record: TRecord;
  /** The input, checked by the action's schema. */
  input: TInput;
  services: Services;
  c: Context<AppEnv>;
  /** Audit columns for rows written by other means than `db`, which stamps them itself. */
  auditFields: AuditFields;
}

/** A record action's handler in its own file: `export const execute: ActionExecutor<typeof table, Input>`. */
export type ActionExecutor<TTable extends TableOrNone = null, TInput = unknown> = (
  params: ActionParams<RecordOf<TTable>, TInput>,
) => unknown;

/** Who may call an action, as its author wrote it. The policy made from it is what decides. */
export type ActionAccess = ActionRule | AccessFunction;

interface ActionRule {
  roles?: readonly string[];
  userRole?: readonly string[];
  record?: { [column: string]: { [Operator in keyof Condition]: Readonly<Condition[Operator]> } };
  or?: readonly ActionAccess[];
  and?: readonly ActionAccess[];
}

interface ActionBase<TInput extends ZodType> {
  description: string;
  input: TInput;
  access: ActionAccess;
  method?: ActionMethod;
  responseType?: "json" | "stream" | "file";
  unsafe?: boolean | UnsafePolicy;
  allowRawSql?: boolean;
  sideEffects?: "sync" | "async" | "fire-and-forget";
  cms?: Record<string, unknown>;
  /** Path of the file that exports `execute`; instead of writing it inline. */
  handler?: string;
}

interface RecordAction<TTable extends TableOrNone, TInput extends ZodType> extends ActionBase<TInput> {
  standalone?: false;
  execute?: (params: ActionParams<RecordOf<TTable>, z.output<TInput>>) => unknown;
}

interface StandaloneAction<TInput extends ZodType> extends ActionBase<TInput> {
  standalone: true;
  path?: string;
  execute?: (params: ActionParams<undefined, z.output<TInput>>) => unknown;
}

export type ActionDefinition<TTable extends TableOrNone, TInput extends ZodType> =
  | RecordAction<TTable, TInput>
  | StandaloneAction<TInput>;

/** Types the actions of a table (or of none) from its columns and their inputs; returns them as they are. */
export function defineActions<TTable extends TableOrNone, TInputs extends Record<string, ZodType>>(
  _table: TTable,
  actions: { [Name in keyof TInputs]: ActionDefinition<TTable, TInputs[Name]> },
): { [Name in keyof TInputs]: ActionDefinition<TTable, TInputs[Name]> } {
  return actions;
}
