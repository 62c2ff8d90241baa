import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { BatchRequest } from "./batch-request";
import { ApiError } from "./errors";
import { present, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";
import { writtenRecord } from "./written-record";

/**
 * The answer to a batch: what was written, as the caller may see it (of deleted records, their ids),
 * and what was refused; 207 when anything was.
 *
 * @param done status when nothing was refused
 */
export async function batchAnswer(
  c: Context<AppEnv>,
  engine: TableEngine,
  request: TableRequest,
  batch: BatchRequest,
  outcomes: (Row | ApiError)[],
  done: 200 | 201,
): Promise<Response> {
  const success = await Promise.all(
    outcomes.flatMap((outcome, index) => {
      if (outcome instanceof ApiError) return [];
      if (batch.kind === "ids") return present(outcome, [engine.policy.id.column], request.masker);
      return writtenRecord(engine, request, outcome, batch.items[index]);
    }),
  );
  const errors = refusalsOf(outcomes, batch);
  const meta = {
    total: outcomes.length,
    succeeded: success.length,
    failed: errors.length,
    atomic: batch.atomic,
  };
  const status = errors.length > 0 ? 207 : outcomes.length === 0 ? 200 : done;
  return c.json({ success, errors, meta }, status);
}

/** What was refused and why, beside what the client itself sent. */
function refusalsOf(outcomes: (Row | ApiError)[], { kind, items }: BatchRequest) {
  const sent = kind === "ids" ? "id" : "record";
  return outcomes.flatMap((outcome, index) =>
    outcome instanceof ApiError ? [{ index, [sent]: items[index], error: outcome.envelope }] : [],
  );
}
