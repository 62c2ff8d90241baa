import type { Table } from "drizzle-orm";
import type { ZodType, z } from "zod";
import type { ActionParams } from "../../runtime/src/lib/actions";
import type { ActionMethod, UnsafePolicy } from "../../runtime/src/lib/policy";
import type { AccessDefinition } from "./access";
import type { RecordOf } from "./columns";
import { type Definition, definitionKey } from "./definition";

/** `null` stands for a feature without a table. */
type TableOrNone = Table | null;
type RecordIn<T extends TableOrNone> = T extends Table ? RecordOf<T> : undefined;

/** What a handler answers: data for `json`, a `Response` for `stream` and `file`. */
type Result = unknown;

interface ActionBase<T extends TableOrNone, Input extends ZodType> {
  /** What the action does, in a sentence; agents and the OpenAPI document read it. */
  description: string;
  /** Checked before the handler runs. `GET` reads it from the query, other methods from the body. */
  input: Input;
  /** Who may call it, once the firewall has let the record through. */
  access: AccessDefinition<T extends Table ? T : Table>;
  /** Default `POST`. */
  method?: ActionMethod;
  /** Instead of `execute`: path of a file that exports `execute` (or a default function), e.g. `./handlers/reject`. */
  handler?: string;
  /** Gives the handler `rawDb`, the database without scopes. Every call is audited. */
  unsafe?: boolean | Partial<UnsafePolicy>;
  /** Lets the handler write SQL of its own; default false. */
  allowRawSql?: boolean;
  /** A hint for agents about what else happens. */
  sideEffects?: "sync" | "async" | "fire-and-forget";
  /** Presentation, e.g. `{ confirm: "Really?" }`. */
  cms?: Record<string, unknown>;
}

/** Runs on one record: `POST /<table>/:id/<name>`. */
export interface RecordActionDefinition<T extends TableOrNone, Input extends ZodType>
  extends ActionBase<T, Input> {
  standalone?: false;
  /** A record action's path is `/:id/<name>`. */
  path?: never;
  /** Other kinds of answer need a standalone action. */
  responseType?: "json";
  execute?: (params: ActionParams<RecordIn<T>, z.output<Input>>) => Result;
}

/** Needs no record: `POST /<table>/<path>`. */
export interface StandaloneActionDefinition<T extends TableOrNone, Input extends ZodType>
  extends ActionBase<T, Input> {
  /** Needs no record; an action of a table runs on one unless this is `true`. */
  standalone: true;
  /** Default `/<name>`. */
  path?: string;
  /** Default `json`. */
  responseType?: "json" | "stream" | "file";
  /** What it does; gets `{ db, ctx, input, … }`. */
  execute?: (params: ActionParams<undefined, z.output<Input>>) => Result;
}

/** Without a table every action is standalone. */
export type ActionDefinition<T extends TableOrNone, Input extends ZodType> = T extends Table
  ? RecordActionDefinition<T, Input> | StandaloneActionDefinition<T, Input>
  : StandaloneActionDefinition<T, Input>;

export interface ActionsDefinition extends Definition<"actions"> {
  table: TableOrNone;
  actions: object;
}

/**
 * The actions of a table, or with `null` of a feature without one. The default export of `actions.ts`.
 * @example
 * export default defineActions(applications, {
 *   reject: {
 *     description: "Reject the application with a reason",
 *     input: z.object({ reason: z.string().min(3) }),
 *     access: { roles: ["owner", "admin"] },
 *     execute: async ({ db, record, input }) =>
 *       db.update(applications).set({ rejectionReason: input.reason }).where(eq(applications.id, record.id)),
 *   },
 * });
 */
export function defineActions<T extends TableOrNone, Inputs extends Record<string, ZodType>>(
  table: T,
  actions: { [Name in keyof Inputs]: ActionDefinition<T, Inputs[Name]> },
): ActionsDefinition {
  return { [definitionKey]: "actions", table, actions };
}

/**
 * A handler in a file of its own.
 * @example export const execute: ActionExecutor<typeof applications, { reason: string }> = async ({ record }) => …
 */
export type ActionExecutor<T extends TableOrNone = null, Input = unknown> = (
  params: ActionParams<RecordIn<T>, Input>,
) => Result;
