import type { Context, Hono } from "hono";
import type { ZodType } from "zod";
import { authorize, compileAccess, conditionFailed, holds, settleChecks } from "./access";
import { actionInput } from "./action-input";
import { maskResult, noReads, noteColumn, type Reads } from "./action-result";
import type { ActionParams } from "./actions";
import type { AppEnv } from "./app-env";
import { auditFields } from "./audit-wrapper";
import { writeClientAddress } from "./client-address";
import { constraintError } from "./database-errors";
import { ActionError, ApiError } from "./errors";
import { fetchRecord } from "./get-route";
import { jsonText } from "./json-values";
import { type ReadableTable, recordRefused } from "./readers";
import { isPlatformAdmin } from "./roles";
import { createScopedDb } from "./scoped-db";
import { type AuditedCall, auditHandler, type Outcome, recordCall } from "./security-audit";
import { anonymousContext } from "./session";
import { contextOf, idOf } from "./table-engine";
import type { RegisteredTable, TableRegistry } from "./table-registry";
import type { RequestContext, Row, RuntimeActionPolicy } from "./types";
import { isObject, validate } from "./validation";

/** An action as `defineActions` returns it, whatever its table and input. */
export interface RunnableAction {
  input: ZodType;
  /** Method syntax: the handler's own, narrower parameters are checked where it is defined. */
  execute?(params: ActionParams<never, never>): unknown;
}

/** An action and its policy, ready to be mounted. */
export interface ActionRoute {
  policy: RuntimeActionPolicy;
  definition: RunnableAction;
}

/** Pairs an action with the policy the compiler made for it. */
export function actionRoute(policy: RuntimeActionPolicy, definition: RunnableAction): ActionRoute {
  return { policy, definition };
}

/** The actions of a feature without a table, below `/api/v1/<path>`. */
export interface FeatureActions {
  path: string;
  mount(app: Hono<AppEnv>, options: { registry: TableRegistry }): void;
}

export function featureActions(options: { path: string; actions: ActionRoute[] }): FeatureActions {
  return {
    path: options.path,
    mount: (app, { registry }) => mountActions(app, options.actions, registry, options.path),
  };
}

/** Registers actions below their table, or below a feature of this name. */
export function mountActions(
  app: Hono<AppEnv>,
  actions: ActionRoute[],
  registry: TableRegistry,
  owner: ReadableTable | string,
): void {
  for (const route of actions) {
    const run = createAction(route, registry, owner);
    app.on(route.policy.method, route.policy.path, run);
  }
}

function createAction(
  { policy, definition }: ActionRoute,
  registry: TableRegistry,
  owner: ReadableTable | string,
): (c: Context<AppEnv>) => Promise<Response> {
  const entry = typeof owner === "string" ? undefined : owner;
  const access = compileAccess(policy.access, entry?.table);
  const { unsafe } = policy;
  if (!definition.execute) throw new Error(`The action "${policy.name}" has no handler`);

  const run = async (c: Context<AppEnv>, call: AuditedCall): Promise<unknown> => {
    call.ctx = unsafe?.crossTenant ? c.get("ctx") : await contextOf(c, access);
    const { ctx } = call;
    const residual = authorize(access, ctx);
    if (unsafe) authorizeUnsafe(policy, ctx);
    const raw = await actionInput(c, definition.input, policy.method);
    call.input = raw;
    const input = await validate(definition.input, raw);
    const record = policy.standalone || !entry ? undefined : await recordOf(c, entry, ctx);
    // Without a record a record condition cannot hold, not even one that asks for NULL.
    const allowed = record ? await holds(residual, ctx, record) : await settleChecks(residual, ctx);
    if (allowed !== true) throw entry && record ? await recordRefused(entry, ctx, record) : conditionFailed();

    // A handler may read it from the request.
    writeClientAddress(c);
    const reads = noReads(entry);
    const databases = c.get("databases");
    const services = c.get("services");
    const result: unknown = await callHandler(definition, {
      db: createScopedDb({
        database: databases.features,
        registry,
        ctx,
        allowRawSql: policy.allowRawSql === true,
        onTable: (table) => reads.tables.add(table),
        onColumn: (selected) => noteColumn(reads, selected),
      }),
      rawDb: unsafe ? databases.features.orm : undefined,
      ctx,
      record,
      input,
      services,
      c,
      auditFields: auditFields(ctx),
    }).catch((error: unknown) => {
      throw handlerError(error, reads, ctx);
    });
    if (result instanceof Response) {
      // A copy: headers of a fetched answer cannot be written to.
      if (policy.responseType !== "json") return new Response(result.body, result);
      throw new Error(
        `The action "${policy.name}" returned a Response; that needs responseType "file" or "stream"`,
      );
    }
    return maskResult(result, reads, ctx);
  };

  const start = (c: Context<AppEnv>): AuditedCall => ({
    policy,
    resource: entry?.policy.name ?? String(owner),
    // Absent where the call was refused before its caller was known.
    ctx: c.get("ctx") ?? anonymousContext(),
    input: undefined,
    recordId: c.req.param("id"),
    startedAt: Date.now(),
  });
  const handle = async (c: Context<AppEnv>) => {
    const call = start(c);
    const outcome: Outcome = await run(c, call).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    if (policy.audited) await recordCall(c, call, outcome);
    if ("error" in outcome) throw outcome.error;
    if (outcome.result instanceof Response) return outcome.result;
    return c.body(jsonText(outcome.result ?? null), 200, { "Content-Type": "application/json" });
  };
  if (policy.audited) auditHandler(handle, start);
  return handle;
}

async function recordOf(c: Context<AppEnv>, entry: RegisteredTable, ctx: RequestContext): Promise<Row> {
  entry.firewall.requireTenant(ctx);
  return fetchRecord(c.get("databases").features, entry, ctx, idOf(c, entry));
}

/** The handler's parameters are typed where it is defined; here only their names are known. */
async function callHandler(
  definition: RunnableAction,
  params: ActionParams<unknown, unknown>,
): Promise<unknown> {
  return definition.execute?.(params as ActionParams<never, never>);
}

/** What a handler throws: the details of a refusal masked like its result, a broken constraint as its answer. */
function handlerError(error: unknown, reads: Reads, ctx: RequestContext): unknown {
  if (!(error instanceof ActionError))
    return constraintError(error, ...[...reads.tables].map(({ table }) => table));
  if (error.details === undefined) return error;
  const details = maskResult(error.details, reads, ctx);
  return new ActionError(error.message, error.code, error.statusCode, isObject(details) ? details : {});
}

function authorizeUnsafe({ unsafe }: RuntimeActionPolicy, ctx: RequestContext): void {
  if ((unsafe?.crossTenant || unsafe?.adminOnly) && !isPlatformAdmin(ctx)) {
    throw new ApiError(403, {
      error: "Only platform administrators may call this",
      layer: "access",
      code: "ACCESS_ADMIN_REQUIRED",
    });
  }
}
