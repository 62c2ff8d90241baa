import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import { auditEvents } from "./audit-events";
import { writeClientAddress } from "./client-address";
import { ActionError, ApiError } from "./errors";
import type { RequestContext, RuntimeActionPolicy } from "./types";
import { isObject } from "./validation";

/** One call of an audited action, filled in as the call goes on. */
export interface AuditedCall {
  policy: RuntimeActionPolicy;
  /** Table or feature the action belongs to. */
  resource: string;
  ctx: RequestContext;
  input: unknown;
  recordId: string | undefined;
  startedAt: number;
}

/** What is known of a call when it begins. */
type Start = (c: Context<AppEnv>) => AuditedCall;

const starts = new WeakMap<object, Start>();
const recorded = new WeakSet<Context>();

/** Tells that a route's handler leaves a row for every call, so that calls refused before it do too. */
export function auditHandler(handler: object, start: Start): void {
  starts.set(handler, start);
}

/** The call of an audited handler that has left no row yet. */
export function auditedCall(handler: object, c: Context<AppEnv>): AuditedCall | undefined {
  return recorded.has(c) ? undefined : starts.get(handler)?.(c);
}

/** How the call ended: with this result, or refused or failed with this error. */
export type Outcome = { result: unknown } | { error: unknown };

/**
 * Writes the call's row to `audit_events`. The call must not be answered when this fails.
 *
 * @throws ApiError 500 ACCESS_AUDIT_LOG_FAILED
 */
export async function recordCall(c: Context<AppEnv>, call: AuditedCall, outcome: Outcome): Promise<void> {
  const { policy, ctx } = call;
  const failure = "error" in outcome ? describe(outcome.error) : undefined;
  const result = "result" in outcome ? outcome.result : undefined;
  recorded.add(c);
  try {
    const { audit } = c.get("databases");
    if (!audit) throw new Error("The audit database is not bound");
    await audit.orm.insert(auditEvents).values({
      id: crypto.randomUUID(),
      requestId: c.get("requestId"),
      actorUserId: ctx.userId ?? null,
      actorUserRole: ctx.userRole ?? null,
      actorOrgId: ctx.activeOrgId ?? null,
      actionName: policy.name,
      resource: call.resource,
      operation: policy.method,
      targetScope: policy.unsafe?.targetScope ?? "organization",
      targetOrgId: c.req.query("organizationId") ?? ctx.activeOrgId ?? null,
      targetRecordId: call.recordId ?? null,
      unsafeReason: policy.unsafe?.reason ?? null,
      result: failure?.result ?? "success",
      rowCount: Array.isArray(result) ? result.length : result === undefined || result === null ? 0 : 1,
      errorCode: failure?.code ?? null,
      errorMessage: failure?.message ?? null,
      metadata: JSON.stringify({
        ip: writeClientAddress(c) ?? null,
        method: c.req.method,
        path: c.req.path.slice(0, MAX_PATH),
        input: bounded(redactSecrets(call.input)),
        durationMs: Date.now() - call.startedAt,
      }),
      createdAt: Date.now(),
    });
  } catch {
    throw new ApiError(500, {
      error: "The call could not be written to the audit log, so it was not answered",
      layer: "access",
      code: "ACCESS_AUDIT_LOG_FAILED",
      details: { reason: "The audit database refused the row or is not bound" },
    });
  }
}

function describe(error: unknown): { result: "denied" | "error"; code: string; message: string } {
  if (error instanceof ApiError) {
    const { code, error: message } = error.envelope;
    return { result: error.status < 500 ? "denied" : "error", code, message };
  }
  if (error instanceof ActionError) return { result: "error", code: error.code, message: error.message };
  return { result: "error", code: "INTERNAL_SERVER_ERROR", message: "Internal error" };
}

const MAX_PATH = 1_024;
const MAX_INPUT = 4_096;

/** A large input as the beginning of its JSON, so that the whole stays JSON. */
function bounded(input: unknown): unknown {
  const text = JSON.stringify(input) ?? "";
  return text.length > MAX_INPUT ? { truncated: text.slice(0, MAX_INPUT) } : input;
}

const SECRET =
  /pass(word|phrase|code|wd)|pass$|pwd|secret|token|api_?key|private_?key|authorization|cookie|credential|cvv|cvc|pin$|otp$/i;

/** The input with every value redacted whose key names a secret. */
export function redactSecrets(input: unknown, depth = 0): unknown {
  if (depth > 8) return "[TOO DEEP]";
  if (Array.isArray(input)) return input.map((item) => redactSecrets(item, depth + 1));
  if (!isObject(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      SECRET.test(key) ? "[REDACTED]" : redactSecrets(value, depth + 1),
    ]),
  );
}
