import type { Context } from "hono";
import type { AppEnv } from "./app-env";
import type { BatchRequest } from "./batch-request";
import { ApiError } from "./errors";
import { present, type TableEngine, type TableRequest } from "./table-engine";
import type { Row } from "./types";

/**
 * The answer to a batch: what was written, as the caller may see it, and what was refused; 207 when
 * anything was.
 *
 * @param fields columns of the answer
 * @param done status when nothing was refused
 */
export function batchAnswer(
  c: Context<AppEnv>,
  { masker }: TableRequest,
  batch: BatchRequest,
  outcomes: (Row | ApiError)[],
  fields: TableEngine["recordFields"],
  done: 200 | 201,
): Response {
  const written = outcomes.filter((outcome): outcome is Row => !(outcome instanceof ApiError));
  const errors = refusalsOf(outcomes, batch);
  const meta = {
    total: outcomes.length,
    succeeded: written.length,
    failed: errors.length,
    atomic: batch.atomic,
  };
  const status = errors.length > 0 ? 207 : outcomes.length === 0 ? 200 : done;
  return c.json({ success: written.map((row) => present(row, fields, masker)), errors, meta }, status);
}

/** What was refused and why, beside what the client itself sent. */
function refusalsOf(outcomes: (Row | ApiError)[], { kind, items }: BatchRequest) {
  const sent = kind === "ids" ? "id" : "record";
  return outcomes.flatMap((outcome, index) =>
    outcome instanceof ApiError ? [{ index, [sent]: items[index], error: outcome.envelope }] : [],
  );
}
